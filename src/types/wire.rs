//! Every value that is read or sent passes here: domains become what they are made of, and what a Rust type cannot hold
//! becomes an error that names the value and the type that can.

use std::borrow::Cow;
use std::error::Error;

use bytes::{Buf, BytesMut};
use tokio_postgres::types::{FromSql, IsNull, Kind, ToSql, Type};

use super::explain;

/// The result of a conversion.
pub(crate) type Converted<T> = Result<T, Box<dyn Error + Sync + Send>>;

/// Reads a value; `None` is NULL.
pub(crate) fn read<'a, V: FromSql<'a>>(ty: &Type, raw: Option<&'a [u8]>) -> Converted<V> {
    value(&*readable::<V>(ty)?, raw)
}

/// What values of the type are read as, where they can be read as `V`.
pub(crate) fn readable<'t, 'a, V: FromSql<'a>>(ty: &'t Type) -> Converted<Cow<'t, Type>> {
    let ty = plain_array(ty);
    if V::accepts(&ty) { Ok(ty) } else { Err(explain::mismatch::<V>(&ty)) }
}

/// Reads a value of a type that is known to be [`readable`].
pub(crate) fn value<'a, V: FromSql<'a>>(ty: &Type, raw: Option<&'a [u8]>) -> Converted<V> {
    match raw {
        Some(raw) => {
            explain::check::<V>(ty, raw)?;
            V::from_sql(ty, raw).map_err(|cause| explain::refused::<V>(ty, raw, cause))
        }
        None => V::from_sql_null(ty).map_err(|_| {
            let name = explain::short_name::<V>();
            format!("it is NULL and `{name}` has no place for that: make it `Option<{name}>`").into()
        }),
    }
}

/// Sends a value.
pub(crate) fn write(value: &dyn ToSql, ty: &Type, out: &mut BytesMut) -> Converted<IsNull> {
    let plain = plain_array(ty);
    if *plain == Type::RECORD {
        // What PostgreSQL takes a parameter for that is compared with a composite value.
        return Err(super::composite::not_a_record(value));
    }
    let start = out.len();
    // PostgreSQL compares `cidr` as `inet`, whose binary form it reads from either (`network_recv`).
    let null = match value.to_sql_checked(&plain, out) {
        Err(_) if *plain == Type::INET => value.to_sql_checked(&Type::CIDR, out)?,
        sent => sent.map_err(|cause| explain::not_sent(&plain, cause))?,
    };
    if let (Cow::Owned(_), Kind::Array(element), IsNull::No) = (&plain, base(ty).kind(), &null) {
        // An array says what its elements are: number of dimensions, flags, then the element's type.
        if let Some(oid) = out.get_mut(start + 8..start + 12) {
            oid.copy_from_slice(&element.oid().to_be_bytes());
        }
    }
    Ok(null)
}

/// What a domain is made of.
pub(crate) fn base(mut ty: &Type) -> &Type {
    while let Kind::Domain(base) = ty.kind() {
        ty = base;
    }
    ty
}

/// The type whose binary form a value has: a domain has that of its base type, `xml` that of `text`, `varbit` that of `bit`,
/// `regclass` and transaction numbers that of `oid`.
pub(crate) fn plain(ty: &Type) -> &Type {
    let ty = base(ty);
    match *ty {
        Type::XML | Type::REFCURSOR => &Type::TEXT,
        Type::VARBIT => &Type::BIT,
        Type::REGCLASS
        | Type::REGCOLLATION
        | Type::REGCONFIG
        | Type::REGDICTIONARY
        | Type::REGNAMESPACE
        | Type::REGOPER
        | Type::REGOPERATOR
        | Type::REGPROC
        | Type::REGPROCEDURE
        | Type::REGROLE
        | Type::REGTYPE
        | Type::XID
        | Type::CID => &Type::OID,
        _ => ty,
    }
}

/// The same, inside arrays too.
fn plain_array(ty: &Type) -> Cow<'_, Type> {
    let ty = plain(ty);
    if let Kind::Array(element) = ty.kind() {
        let plain = plain(element);
        if plain != element {
            let kind = Kind::Array(plain.clone());
            return Cow::Owned(Type::new(ty.name().to_owned(), ty.oid(), kind, ty.schema().to_owned()));
        }
    }
    Cow::Borrowed(ty)
}

/// The next part of a value that has its length before it; `None` where that is -1, which means NULL.
pub(crate) fn part<'a>(raw: &mut &'a [u8]) -> Converted<Option<&'a [u8]>> {
    let Ok(length) = usize::try_from(raw.try_get_i32()?) else { return Ok(None) };
    let (part, rest) = raw.split_at_checked(length).ok_or("the value is cut short")?;
    *raw = rest;
    Ok(Some(part))
}

/// Writes a part with its length before it.
pub(crate) fn write_part(
    out: &mut BytesMut,
    write: impl FnOnce(&mut BytesMut) -> Converted<IsNull>,
) -> Converted<IsNull> {
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    let null = write(out)?;
    let length = match null {
        IsNull::Yes => -1,
        IsNull::No => i32::try_from(out.len() - start - 4)?,
    };
    if let Some(place) = out.get_mut(start..start + 4) {
        place.copy_from_slice(&length.to_be_bytes());
    }
    Ok(null)
}

/// Text up to a closing zero.
pub(crate) fn text(raw: &mut &[u8]) -> Converted<String> {
    let end = raw.iter().position(|byte| *byte == 0).ok_or("a text without its end")?;
    let text = std::str::from_utf8(raw.get(..end).unwrap_or_default())?.to_owned();
    raw.advance(end + 1);
    Ok(text)
}

/// `ToSql` and `FromSql` of a type that has `fn encode(&self, out: &mut BytesMut) -> Converted<()>` and
/// `fn decode(raw: &mut &[u8]) -> Converted<Self>`, for the types of the server that are listed.
macro_rules! convert {
    ($rust:ty: $($ty:pat_param)|+) => {
        impl tokio_postgres::types::ToSql for $rust {
            fn to_sql(
                &self,
                _: &tokio_postgres::types::Type,
                out: &mut bytes::BytesMut,
            ) -> $crate::types::wire::Converted<tokio_postgres::types::IsNull> {
                self.encode(out)?;
                Ok(tokio_postgres::types::IsNull::No)
            }

            fn accepts(ty: &tokio_postgres::types::Type) -> bool {
                matches!(*ty, $($ty)|+)
            }

            tokio_postgres::types::to_sql_checked!();
        }

        impl<'a> tokio_postgres::types::FromSql<'a> for $rust {
            fn from_sql(
                _: &tokio_postgres::types::Type,
                mut raw: &'a [u8],
            ) -> $crate::types::wire::Converted<Self> {
                let value = Self::decode(&mut raw)?;
                if raw.is_empty() { Ok(value) } else { Err("the value is longer than its type".into()) }
            }

            fn accepts(ty: &tokio_postgres::types::Type) -> bool {
                matches!(*ty, $($ty)|+)
            }
        }
    };
}

pub(super) use convert;
