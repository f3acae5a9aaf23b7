//! A row before a change, after it, and the row that could not be inserted: `Todo::TITLE.old_value()`, `.new_value()`, `.excluded()`.
//!
//! What a statement returns has a scope of its own, [`Changed`]: it says which statement it is, and so which of these
//! rows there are and whether one may be missing.

use std::marker::PhantomData;

use crate::column::Column;
use crate::expr::{Expr, Fragment};
use crate::nullability::{Kind, NotNull, Nullability, Nullable};
use crate::scope::{Contains, Gathers, Here, Maybe, Of, Plain, Reads, Shows, There};
use crate::table::{Source, Table};

/// The scope `S` of a statement that changes rows of `T`. `A` says which statement.
pub struct Changed<A, T, S>(PhantomData<(A, T, S)>);

/// An insert: there are new rows.
#[derive(Debug)]
pub enum Inserted {}

/// An insert that may have changed a row in place: there are new rows, and some of them were others before.
#[derive(Debug)]
pub enum Upserted {}

/// The change of a row that is there already: there is the one that could not be inserted.
#[derive(Debug)]
pub enum Conflicting {}

/// An update: each row was another before.
#[derive(Debug)]
pub enum Updated {}

/// A delete: there are no new rows.
#[derive(Debug)]
pub enum Deleted {}

/// A merge: either may be missing.
#[derive(Debug)]
pub enum Merged {}

/// What a statement sets columns to and filters by: nothing has changed yet.
#[derive(Debug)]
pub enum Changing {}

impl<A, Target, T, S: Names<T, I>, I> Contains<T, I> for Changed<A, Target, S> {
    type Null = S::Null;
}

/// The scope of a statement that changes rows, where it has the table `T`; otherwise as
/// [`Contains`].
#[diagnostic::on_unimplemented(
    message = "table `{T}` is not part of this statement",
    label = "this uses a column of `{T}`",
    note = "name the table first: an update reads others with `.from::<{T}>(..)`, a delete with `.using::<{T}>(..)`; for a single value, `.set(..)` takes a subquery's `.as_value()`"
)]
pub trait Names<T, I> {
    /// Whether its row may be missing.
    type Null: Nullability;
}

#[diagnostic::do_not_recommend]
impl<T, Rest> Names<T, Here> for (Of<T>, Rest) {
    type Null = NotNull;
}

#[diagnostic::do_not_recommend]
impl<T, Rest> Names<T, Here> for (Maybe<T>, Rest) {
    type Null = Nullable;
}

#[diagnostic::do_not_recommend]
impl<T, Head, Rest: Names<T, I>, I> Names<T, There<I>> for (Head, Rest) {
    type Null = Rest::Null;
}

/// A scope with rows of `T` as they were.
#[diagnostic::on_unimplemented(
    message = "there are no old values of `{T}` here",
    label = "`.old_value()` is what a row was before a statement changed it",
    note = "it stands in `.returning().columns(..)` of an update, a delete, a merge, or an insert with `.do_update(..)`, for columns of the table that it changes"
)]
pub trait HasOld<T> {
    /// Whether the row may be missing.
    type Null: Nullability;
}

/// A scope with rows of `T` as they have become.
#[diagnostic::on_unimplemented(
    message = "there are no new values of `{T}` here",
    label = "`.new_value()` is what a row is after a statement changed it",
    note = "it stands in `.returning().columns(..)` of an insert, an update or a merge, for columns of the table that it changes"
)]
pub trait HasNew<T> {
    /// Whether the row may be missing.
    type Null: Nullability;
}

/// A scope with a row of `T` that could not be inserted.
#[diagnostic::on_unimplemented(
    message = "there is no row of `{T}` here that could not be inserted",
    label = "`.excluded()` is of the new row, when another is there already",
    note = "it stands in `.on_conflict(..).do_update_with(|update| update.set(..))`, for columns of the table that is inserted into"
)]
pub trait HasExcluded<T> {}

macro_rules! versions {
    ($($has:ident: $($action:ident $null:ident),+;)+) => {$($(
        #[diagnostic::do_not_recommend]
        impl<T, S> $has<T> for Changed<$action, T, S> {
            type Null = $null;
        }
    )+)+};
}

versions! {
    HasOld: Updated NotNull, Deleted NotNull, Upserted Nullable, Merged Nullable;
    HasNew: Updated NotNull, Inserted NotNull, Upserted NotNull, Merged Nullable;
}

#[diagnostic::do_not_recommend]
impl<T, S> HasExcluded<T> for Changed<Conflicting, T, S> {}

/// Reads a row as it was.
pub struct OldRow<T>(PhantomData<T>);

/// Reads a row as it has become.
pub struct NewRow<T>(PhantomData<T>);

/// Reads the row that could not be inserted.
pub struct ExcludedRow<T>(PhantomData<T>);

macro_rules! reads {
    ($($row:ident: $has:ident, $null:ty;)+) => {$(
        impl<T, S: $has<T>> Reads<S> for $row<T> {
            type Null = $null;
        }

        impl<T, S: $has<T>> Gathers<S> for $row<T> {}

        impl<T, S: $has<T>> Shows<S> for $row<T> {
            type Null = $null;
            type Kind = Plain;
        }
    )+};
}

reads! {
    OldRow: HasOld, <S as HasOld<T>>::Null;
    NewRow: HasNew, <S as HasNew<T>>::Null;
    ExcludedRow: HasExcluded, NotNull;
}

/// Which row a column is read of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    Old,
    New,
    Excluded,
}

impl Version {
    /// What the row is called. A table may be called `old`, and would come first: both rows get names of our own
    /// (manual: `RETURNING`, "output_alias").
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Old => "\"old row\"",
            Self::New => "\"new row\"",
            Self::Excluded => "EXCLUDED",
        }
    }
}

/// Its value before and after a change, and in a row that could not be inserted.
///
/// ```
/// # use tablewright::{Db, Options, Table};
/// # #[derive(Table)]
/// # struct Todo {
/// #     #[column(primary_key, identity)]
/// #     id: i64,
/// #     title: String,
/// #     views: i32,
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> tablewright::Result<()> {
/// # let db = Db::connect_lazy("postgres://nobody@localhost/nowhere", &Options::default())?;
/// let renamed = db
///     .update::<Todo>()
///     .set(Todo::TITLE, "buy oat milk")
///     .filter(Todo::ID.eq(1))
///     .returning()
///     .columns((Todo::TITLE.old_value(), Todo::TITLE, Todo::VIEWS.new_value().sub(Todo::VIEWS.old_value())));
/// // (String, String, i32)
/// # drop(renamed); Ok(()) }
/// ```
impl<T: Table, V, K: Kind> Column<T, V, K> {
    /// Its value before the statement, in what an update, delete, merge or insert with `.do_update(..)` returns: NULL where the
    /// row is new. PostgreSQL 18.
    pub fn old_value(self) -> Expr<V, OldRow<T>, K::Null> {
        Expr::new(Fragment::version(Version::Old, T::SOURCE, self.name()))
    }

    /// Its value after the statement, in what an insert, update or merge returns: NULL where the row is gone. PostgreSQL 18.
    /// The column itself is the same, but for what a merge deletes.
    pub fn new_value(self) -> Expr<V, NewRow<T>, K::Null> {
        Expr::new(Fragment::version(Version::New, T::SOURCE, self.name()))
    }

    /// Its value in the row that could not be inserted, in
    /// [`do_update_with`](crate::insert::OnConflict::do_update_with).
    pub fn excluded(self) -> Expr<V, ExcludedRow<T>, K::Null> {
        Expr::new(Fragment::version(Version::Excluded, T::SOURCE, self.name()))
    }
}
