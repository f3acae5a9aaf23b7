//! What a Rust type is called in SQL, where the server cannot know: `CAST(.. AS bigint)`, `CASE .. THEN $1::bigint`.

use super::{Fragment, Level};
use crate::PgEnum;
use crate::types::{
    Bit, Date, DateTime, Decimal, HalfVector, Interval, IpCidr, IpInet, Json, SparseVector, Time, Timestamp,
    TsVector, Uuid, Vector,
};

/// A type whose name in SQL is known: the built-in ones, enums, and `Vec`s of those.
#[diagnostic::on_unimplemented(
    message = "the SQL type of `{Self}` is not known",
    note = "name the type where it matters: `case::<String>()`; values of other types need a column's"
)]
pub trait SqlType {
    #[doc(hidden)]
    fn written() -> Fragment;
}

macro_rules! sql_types {
    ($($ty:ty => $name:literal,)+) => {$(
        impl SqlType for $ty {
            fn written() -> Fragment {
                Fragment::text($name)
            }
        }
    )+};
}

sql_types! {
    bool => "boolean",
    i16 => "smallint",
    i32 => "integer",
    i64 => "bigint",
    f32 => "real",
    f64 => "double precision",
    Decimal => "numeric",
    String => "text",
    Vec<u8> => "bytea",
    Uuid => "uuid",
    Date => "date",
    Time => "time",
    DateTime => "timestamp",
    Timestamp => "timestamptz",
    Interval => "interval",
    Json => "jsonb",
    IpInet => "inet",
    IpCidr => "cidr",
    Vector => "vector",
    HalfVector => "halfvec",
    SparseVector => "sparsevec",
    Bit => "varbit",
    TsVector => "tsvector",
    u32 => "oid",
}

impl<E: PgEnum> SqlType for E {
    fn written() -> Fragment {
        Fragment::text(E::TYPE)
    }
}

impl<V: SqlType> SqlType for Vec<V> {
    fn written() -> Fragment {
        V::written().then(Fragment::text("[]"))
    }
}

impl Fragment {
    /// `CAST(self AS type)`.
    pub(crate) fn cast_to<V: SqlType>(self) -> Self {
        let inside = self.then(Self::text(" AS ")).then(V::written());
        inside.enclosed("CAST(", ")", Level::Atom)
    }
}
