//! Composite types as structs.

use std::error::Error;
use std::fmt;

use bytes::{Buf, BufMut, BytesMut};
use tokio_postgres::types::{Field, FromSql, IsNull, Kind, ToSql, Type};

use super::wire::{Converted, part, read, write, write_part};

/// A Rust type with a place among the types of the database. Derived with `PgEnum`, `PgComposite` and `PgDomain`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no PostgreSQL type",
    note = "derive `PgEnum` for an enum, `PgComposite` for a composite type, `PgDomain` for a domain; for any other type add `#[column(sql_type = \"..\")]` to the field"
)]
pub trait PgType {
    /// The name of the type, as SQL.
    const TYPE: &'static str;
    /// The name of its array type, as SQL.
    const ARRAY: &'static str;
    /// Its array type where arrays have several dimensions, `integer[][]`; the server takes that for the same type.
    const NESTED: &'static str;
}

/// A struct that is a composite type (`CREATE TYPE .. AS (..)`). Derived: `#[derive(PgComposite)]`, with one field for each
/// attribute. An attribute can always be NULL; a field that is not an `Option` refuses that.
///
/// ```
/// use tablewright::PgComposite;
/// use tablewright::types::PgType;
///
/// #[derive(Clone, Debug, PartialEq, PgComposite)]
/// #[pg_composite(namespace = "shop")]
/// struct Address {
///     street: String,
///     #[column(name = "zipCode")]
///     zip_code: Option<String>,
/// }
///
/// assert_eq!(Address::TYPE, "\"shop\".\"address\"");
/// assert_eq!(Address::FIELDS, ["street", "zipCode"]);
/// ```
pub trait PgComposite: PgType + Sized + 'static {
    /// The name of the type, as the catalog has it.
    const NAME: &'static str;
    /// The names of its attributes.
    const FIELDS: &'static [&'static str];

    /// The value of each field, in the order of [`PgComposite::FIELDS`].
    fn values(&self) -> Vec<&(dyn ToSql + Sync)>;

    /// Reads each field.
    ///
    /// # Errors
    /// A value that does not fit its field.
    fn decode(attributes: &mut Attributes<'_>) -> Result<Self, Box<dyn Error + Sync + Send>>;
}

/// The attributes of a composite value, read in the order of the struct's fields.
#[derive(Debug)]
pub struct Attributes<'a> {
    name: &'static str,
    fields: &'a [Field],
    values: Vec<Option<&'a [u8]>>,
}

impl<'a> Attributes<'a> {
    /// Reads the attribute of this name.
    ///
    /// # Errors
    /// When there is none, or its value does not fit.
    pub fn get<V: FromSql<'a>>(&self, attribute: &str) -> Result<V, Box<dyn Error + Sync + Send>> {
        let name = self.name;
        let found = self.fields.iter().zip(&self.values).find(|(field, _)| field.name() == attribute);
        let Some((field, value)) = found else {
            let there: Vec<&str> = self.fields.iter().map(Field::name).collect();
            return Err(format!("the type {name} has no attribute `{attribute}`, only {there:?}").into());
        };
        read(field.type_(), *value)
            .map_err(|cause| format!("attribute `{attribute}` of the type {name}: {cause}").into())
    }
}

// On the wire: the number of attributes; of each its type and its value with the length (`record_send` in
// src/backend/utils/adt/rowtypes.c).

/// Reads a value. For the derived `FromSql`.
pub fn read_composite<C: PgComposite>(ty: &Type, mut raw: &[u8]) -> Converted<C> {
    let fields = fields::<C>(ty)?;
    let count = raw.try_get_i32()?;
    let mut values = Vec::with_capacity(fields.len());
    for _ in 0..count {
        let _type = raw.try_get_u32()?;
        values.push(part(&mut raw)?);
    }
    if values.len() != fields.len() {
        let (name, known) = (C::NAME, fields.len());
        let message = format!("the type {name} has {} attributes now, and had {known} before", values.len());
        return Err(format!("{message}: connect anew").into());
    }
    C::decode(&mut Attributes { name: C::NAME, fields, values })
}

/// Writes a value. For the derived `ToSql`.
pub fn write_composite<C: PgComposite>(value: &C, ty: &Type, out: &mut BytesMut) -> Converted<IsNull> {
    if *ty == Type::RECORD {
        return Err(NotNamed(C::TYPE).into());
    }
    let fields = fields::<C>(ty)?;
    let values = value.values();
    if let Some(missing) = C::FIELDS.iter().find(|name| !fields.iter().any(|field| field.name() == **name)) {
        return Err(format!("the type {} has no attribute `{missing}`", C::NAME).into());
    }
    out.put_i32(i32::try_from(fields.len())?);
    for field in fields {
        let at = C::FIELDS.iter().position(|name| *name == field.name());
        let Some(value) = at.and_then(|at| values.get(at)) else {
            let (name, attribute) = (C::NAME, field.name());
            return Err(format!(
                "the type {name} has an attribute `{attribute}` that this program does not know"
            )
            .into());
        };
        out.put_u32(field.type_().oid());
        write_part(out, |out| write(*value, field.type_(), out))
            .map_err(|cause| format!("attribute `{}` of the type {}: {cause}", field.name(), C::NAME))?;
    }
    Ok(IsNull::No)
}

/// Whether it is that type. For the derived `FromSql`.
pub fn composite_is_read_as<C: PgComposite>(ty: &Type) -> bool {
    fields::<C>(ty).is_ok()
}

/// Whether it is that type, or a row of which the server does not know the type. For the derived `ToSql`.
pub fn composite_is_sent_as<C: PgComposite>(ty: &Type) -> bool {
    *ty == Type::RECORD || fields::<C>(ty).is_ok()
}

/// Beside a composite value a parameter is any row to the server, and then it takes none: the text has to name the type.
#[derive(Debug)]
struct NotNamed(&'static str);

impl Error for NotNamed {}

impl fmt::Display for NotNamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server has to be told the type of a composite value here: `{{value}}::{}`", self.0)
    }
}

/// Why a value is not sent as a `record`.
pub(super) fn not_a_record(value: &dyn ToSql) -> Box<dyn Error + Sync + Send> {
    let refused = value.to_sql_checked(&Type::RECORD, &mut BytesMut::new()).err();
    refused.filter(|cause| cause.is::<NotNamed>()).unwrap_or_else(|| NotNamed("name_of_the_type").into())
}

/// Whether values are rows. What says that it can be anything is none.
pub(crate) fn is_composite<V: ToSql>() -> bool {
    V::accepts(&Type::RECORD) && !V::accepts(&Type::UNKNOWN)
}

/// The name of a composite type, as SQL, that a parameter needs behind it.
pub(crate) fn needed_name<V: ToSql>(value: &V) -> Option<&'static str> {
    if !is_composite::<V>() {
        return None;
    }
    let refused = value.to_sql(&Type::RECORD, &mut BytesMut::new()).err()?;
    refused.downcast_ref::<NotNamed>().map(|needed| needed.0)
}

fn fields<C: PgComposite>(ty: &Type) -> Converted<&[Field]> {
    match ty.kind() {
        Kind::Composite(fields) if ty.name() == C::NAME => Ok(fields),
        _ => Err(format!("the composite type {} is not a `{ty}`", C::NAME).into()),
    }
}
