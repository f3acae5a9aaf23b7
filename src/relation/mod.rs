//! From a row to the rows that belong to it: foreign keys, in both directions.

mod load;
mod nest;
mod shape;

use std::marker::PhantomData;

pub use load::{Load, Related};
pub(crate) use nest::Keys;
pub use nest::{Append, Nest, Nests};
pub use shape::{Many, One, OptionalOne, Shape};

use crate::scope::Marker;

/// A way from rows of `P` to rows of `C`, made from a foreign key: `User::TODOS` ([`Many`]), `Todo::USER` ([`One`], or
/// [`OptionalOne`] where the key can be NULL or its row can be missing).
///
/// ```no_run
/// use tablewright::{Db, Table};
///
/// #[derive(Table)]
/// struct User {
///     #[column(primary_key, identity)]
///     id: i64,
///     name: String,
/// }
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     #[column(references = User::id)]
///     user_id: i64,
///     title: String,
/// }
///
/// # async fn example(db: Db) -> tablewright::Result<()> {
/// let todos: Vec<(Todo, User)> = db.select::<Todo>().with(Todo::USER).all().await?;
/// let users: Vec<(User, Vec<Todo>)> =
///     db.select::<User>().with(User::TODOS.order_by(Todo::TITLE).limit(3)).all().await?;
/// # drop((todos, users)); Ok(()) }
/// ```
pub struct Relation<P, C, S> {
    keys: &'static [(&'static str, &'static str)],
    marker: Marker<(P, C, S)>,
}

impl<P, C, S> Clone for Relation<P, C, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P, C, S> Copy for Relation<P, C, S> {}

impl<P, C, S> Relation<P, C, S> {
    /// A relation by its pairs of columns: one of `P`, the one of `C` that equals it.
    pub const fn new(keys: &'static [(&'static str, &'static str)]) -> Self {
        Self { keys, marker: PhantomData }
    }
}
