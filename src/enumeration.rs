//! PostgreSQL enums as Rust enums.

use std::error::Error;

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, Kind, Type};

/// An enum that is a PostgreSQL enum type. Derived: `#[derive(PgEnum)]`.
///
/// ```
/// use tablewright::PgEnum;
///
/// #[derive(Clone, Copy, Debug, PartialEq, PgEnum)]
/// enum Status {
///     Open,
///     #[pg_enum(value = "in review")]
///     InReview,
/// }
///
/// assert_eq!(Status::InReview.as_str(), "in review");
/// assert_eq!(Status::from_value("open"), Some(Status::Open));
/// assert_eq!(Status::TYPE, "\"status\"");
/// ```
pub trait PgEnum: Sized + 'static {
    /// The name of the type, as SQL.
    const TYPE: &'static str;
    /// The name of its array type, as SQL.
    const ARRAY: &'static str;
    /// The name of the type, as the catalog has it.
    const NAME: &'static str;
    /// All values, in the order of the type.
    const VALUES: &'static [&'static str];

    /// The value as the server has it.
    fn as_str(&self) -> &'static str;

    /// The variant of a value.
    fn from_value(value: &str) -> Option<Self>;
}

type Encoded<T> = Result<T, Box<dyn Error + Sync + Send>>;

/// Writes a value. For the derived `ToSql`.
pub fn write<E: PgEnum>(value: &E, out: &mut BytesMut) -> Encoded<IsNull> {
    out.extend_from_slice(value.as_str().as_bytes());
    Ok(IsNull::No)
}

/// Writes a value where the type is one that takes it. For the derived `ToSql`.
pub fn write_checked<E: PgEnum>(value: &E, ty: &Type, out: &mut BytesMut) -> Encoded<IsNull> {
    if accepts::<E>(ty) {
        write(value, out)
    } else {
        Err(format!("the enum {} is not a `{ty}`", E::NAME).into())
    }
}

/// Reads a value. For the derived `FromSql`.
pub fn read<E: PgEnum>(raw: &[u8]) -> Encoded<E> {
    let value = std::str::from_utf8(raw)?;
    E::from_value(value).ok_or_else(|| {
        format!("the enum {} has no value \"{value}\" in this program; it knows {:?}", E::NAME, E::VALUES)
            .into()
    })
}

/// Whether it is that type. For the derived `ToSql` and `FromSql`.
pub fn accepts<E: PgEnum>(ty: &Type) -> bool {
    ty.name() == E::NAME && matches!(ty.kind(), Kind::Enum(_))
}
