//! What a new row or a patch gives for each column.

use std::sync::Arc;

use bytes::BytesMut;
use smallvec::SmallVec;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::params::Param;
use crate::table::Table;

/// What is given for a column.
#[derive(Clone, Copy)]
pub enum Given<'a> {
    /// Nothing, ever: the server computes it.
    Nothing,
    /// This value.
    Value(&'a (dyn ToSql + Sync)),
    /// A value, or nothing.
    Maybe(&'a (dyn Maybe + Sync)),
}

/// An `Option` whose `None` means that nothing is given; a NULL that is given is `Some(None)`.
pub trait Maybe {
    /// What is given.
    fn given(&self) -> Option<&(dyn ToSql + Sync)>;
}

impl<V: ToSql + Sync> Maybe for Option<V> {
    fn given(&self) -> Option<&(dyn ToSql + Sync)> {
        self.as_ref().map(|value| value as &(dyn ToSql + Sync))
    }
}

impl<'a> Given<'a> {
    /// The value, where there is one.
    pub(crate) fn value(self) -> Option<Param<'a>> {
        match self {
            Self::Nothing => None,
            Self::Value(value) => Some(value),
            Self::Maybe(value) => value.given(),
        }
    }
}

/// References to fields; a row of usual width needs no allocation for them.
pub type Listed<'a, D> = SmallVec<[&'a D; 16]>;

/// References to fields, as a tuple or a tuple of tuples.
#[diagnostic::on_unimplemented(
    message = "a field of this struct has a type whose values cannot be sent to the database",
    label = "these are its fields",
    note = "a type of your own needs `PgEnum`, `PgComposite` or `PgDomain`, or `ToSql` and `FromSql` of `tablewright::types`"
)]
pub trait Fields<'a, D: ?Sized> {
    /// Puts them behind one another.
    fn put(self, all: &mut Listed<'a, D>);
}

#[diagnostic::do_not_recommend]
impl<'a, V: ToSql + Sync> Fields<'a, dyn ToSql + Sync + 'a> for &'a V {
    fn put(self, all: &mut Listed<'a, dyn ToSql + Sync + 'a>) {
        all.push(self);
    }
}

#[diagnostic::do_not_recommend]
impl<'a, V: ToSql + Sync> Fields<'a, dyn Maybe + Sync + 'a> for &'a Option<V> {
    fn put(self, all: &mut Listed<'a, dyn Maybe + Sync + 'a>) {
        all.push(self);
    }
}

#[diagnostic::do_not_recommend]
impl<'a, D: ?Sized> Fields<'a, D> for () {
    fn put(self, _: &mut Listed<'a, D>) {}
}

macro_rules! fields {
    ($(($($name:ident)+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<'a, D: ?Sized, $($name: Fields<'a, D>),+> Fields<'a, D> for ($($name,)+) {
            #[allow(non_snake_case)]
            fn put(self, all: &mut Listed<'a, D>) {
                let ($($name,)+) = self;
                $($name.put(all);)+
            }
        }
    )+};
}

fields! {
    (A) (A B) (A B C) (A B C E) (A B C E F) (A B C E F G) (A B C E F G H) (A B C E F G H I) (A B C E F G H I J)
    (A B C E F G H I J K) (A B C E F G H I J K L) (A B C E F G H I J K L M) (A B C E F G H I J K L M N)
    (A B C E F G H I J K L M N O) (A B C E F G H I J K L M N O P) (A B C E F G H I J K L M N O P Q)
}

/// What is given for each column: by the letters of `layout` nothing (`-`), the next value (`v`), or the next of those that
/// may be there (`m`).
pub fn given<'a>(
    layout: &str,
    values: impl Fields<'a, dyn ToSql + Sync + 'a>,
    maybes: impl Fields<'a, dyn Maybe + Sync + 'a>,
) -> Vec<Given<'a>> {
    let (mut all_values, mut all_maybes) = (Listed::new(), Listed::new());
    values.put(&mut all_values);
    maybes.put(&mut all_maybes);
    let (mut values, mut maybes) = (all_values.into_iter(), all_maybes.into_iter());
    let given = |letter| match letter {
        b'v' => values.next().map_or(Given::Nothing, Given::Value),
        b'm' => maybes.next().map_or(Given::Nothing, Given::Maybe),
        _ => Given::Nothing,
    };
    layout.bytes().map(given).collect()
}

/// A new row of a table: `NewTodo`. Derived with the table.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a new row of a table",
    note = "`db.insert(..)` takes the struct that `#[derive(Table)]` makes beside a table's: `NewTodo::new(..)` for `Todo`"
)]
pub trait Insertable: Send + Sync {
    /// The table.
    type Table: Table;

    /// What is given for each column of the table, in order; nothing leaves a column to its default.
    fn values(&self) -> Vec<Given<'_>>;
}

/// Rows that the caller keeps: `db.insert_many(&rows)`.
#[diagnostic::do_not_recommend]
impl<N: Insertable> Insertable for &N {
    type Table = N::Table;

    fn values(&self) -> Vec<Given<'_>> {
        N::values(self)
    }
}

/// Changes to some columns: `TodoPatch`. Derived with the table.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a patch of a table",
    note = "`.patch(..)` takes the struct that `#[derive(Table)]` makes beside a table's: `TodoPatch` for `Todo`"
)]
pub trait Patch: Send + Sync + 'static {
    /// The table.
    type Table: Table;

    /// What is given for each column of the table, in order; nothing leaves a column as it is.
    fn values(&self) -> Vec<Given<'_>>;
}

/// A value of a patch, which stays where it is.
pub(crate) struct PatchValue<T> {
    pub(crate) patch: Arc<dyn Patch<Table = T>>,
    pub(crate) position: usize,
}

impl<T: Table> ToSql for PatchValue<T> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self.patch.values().get(self.position).and_then(|given| given.value()) {
            Some(value) => value.to_sql_checked(ty, out),
            None => Ok(IsNull::Yes),
        }
    }

    fn accepts(_: &Type) -> bool {
        true // The value checks for itself.
    }

    to_sql_checked!();
}

impl<T: Table> std::fmt::Debug for PatchValue<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PatchValue({}.{})", T::INFO.name, T::INFO.columns[self.position].0)
    }
}
