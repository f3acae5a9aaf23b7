//! A value of a type that has no Rust type of its own.

use std::error::Error;

use bytes::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

/// The binary form of a value, as the server sent it, with its type: `point`, `int4range`, `hstore`, a composite.
/// It can be sent back to a column of the same type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// The type.
    pub ty: Type,
    /// The bytes that the type's `send` function makes.
    pub bytes: Vec<u8>,
}

impl ToSql for Raw {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        if *ty != self.ty {
            return Err(format!("a raw `{}` cannot be sent as `{ty}`", self.ty).into());
        }
        out.extend_from_slice(&self.bytes);
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Raw {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self { ty: ty.clone(), bytes: raw.to_vec() })
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
