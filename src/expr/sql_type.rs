//! What a Rust type is called in SQL, where the server cannot know: `CAST(.. AS bigint)`, `CASE .. THEN $1::bigint`.

use super::{Fragment, Level};
use crate::types::PgType;

/// A type whose name in SQL is known: those with [`PgType`], and `Vec`s of them.
#[diagnostic::on_unimplemented(
    message = "the SQL type of `{Self}` is not known",
    note = "name the type where it matters: `case::<String>()`; values of other types need a column's"
)]
pub trait SqlType {
    #[doc(hidden)]
    fn written() -> Fragment;
}

impl<V: PgType> SqlType for V {
    fn written() -> Fragment {
        Fragment::text(V::TYPE)
    }
}

impl SqlType for Vec<u8> {
    fn written() -> Fragment {
        Fragment::text("bytea")
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

    /// `CAST(self AS type)`, by the name of the type as SQL.
    pub(crate) fn cast_to_named(self, name: &'static str) -> Self {
        self.then(Self::text(" AS ")).then(Self::text(name)).enclosed("CAST(", ")", Level::Atom)
    }

    /// `CAST(self AS type[])`.
    pub(crate) fn cast_to_array_of(self, name: &'static str) -> Self {
        self.then(Self::text(" AS ")).then(Self::text(name)).enclosed("CAST(", "[])", Level::Atom)
    }
}
