//! From a row to the rows that belong to it: by foreign keys in both directions, by other columns, and through tables between.
//!
//! Each level is one statement for all rows of the level above, and the statements of relations that stand beside one another
//! are sent together: as many round trips as levels.

mod keys;
mod load;
mod nest;
mod path;
mod shape;
mod start;
mod statement;

use std::marker::PhantomData;

pub use keys::Keys;
pub use load::{Load, Related};
#[doc(hidden)]
pub use nest::Places;
pub use nest::{Append, Flat, Nest, Nests};
use path::{Pairs, Path};
pub use shape::{Many, One, OptionalOne, Presence, Shape};
pub use start::{Base, Starts};

use crate::column::Column;
use crate::scope::Marker;
use crate::table::Table;

/// A way from rows of `P` to rows of `C`: `User::TODOS` ([`Many`]), `Todo::USER` ([`One`], or [`OptionalOne`] where the key
/// can be NULL or its row can be missing). Foreign keys have one in each direction; others are constants of your own, by
/// [`on`](Self::on) and [`through`](Self::through).
///
/// ```no_run
/// use tablewright::relation::Many;
/// use tablewright::{Db, Relation, Table};
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
/// /// No foreign key leads to the user.
/// #[derive(Table)]
/// struct Visit {
///     #[column(primary_key, identity)]
///     id: i64,
///     user_name: String,
/// }
///
/// impl User {
///     const VISITS: Relation<User, Visit, Many> = Relation::on(User::NAME, Visit::USER_NAME);
/// }
///
/// # async fn example(db: Db) -> tablewright::Result<()> {
/// let todos: Vec<(Todo, User)> = db.select::<Todo>().with(Todo::USER).all().await?;
/// let users: Vec<(User, Vec<Todo>, Vec<Visit>)> = db
///     .select::<User>()
///     .with(User::TODOS.order_by(Todo::TITLE).limit(3))
///     .with(User::VISITS)
///     .all()
///     .await?;
/// # drop((todos, users)); Ok(()) }
/// ```
pub struct Relation<P, C, S> {
    path: Path,
    marker: Marker<(P, C, S)>,
}

impl<P, C, S> Clone for Relation<P, C, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P, C, S> Copy for Relation<P, C, S> {}

impl<P, C, S> Relation<P, C, S> {
    #[doc(hidden)]
    pub const fn new(keys: &'static [(&'static str, &'static str)]) -> Self {
        Self { path: Path::new(Pairs::Listed(keys)), marker: PhantomData }
    }

    /// A relation by columns that are equal, whether or not there is a foreign key. How many rows there are is said by the type
    /// of the constant: where it says [`One`] and there is none, loading fails; where it says one and there are several, it is any of
    /// them.
    ///
    /// ```
    /// # use tablewright::{Relation, Table, relation::OptionalOne};
    /// # #[derive(Table)]
    /// # struct Order {
    /// #     #[column(primary_key)]
    /// #     id: i64,
    /// #     country: String,
    /// #     zip: String,
    /// # }
    /// # #[derive(Table)]
    /// # struct Place {
    /// #     #[column(primary_key)]
    /// #     id: i64,
    /// #     country: String,
    /// #     zip: String,
    /// # }
    /// impl Order {
    ///     const PLACE: Relation<Order, Place, OptionalOne> =
    ///         Relation::on(Order::COUNTRY, Place::COUNTRY).and(Order::ZIP, Place::ZIP);
    /// }
    /// # let _ = Order::PLACE;
    /// ```
    pub const fn on<V, K, L>(own: Column<P, V, K>, other: Column<C, V, L>) -> Self {
        Self { path: Path::new(Pairs::one((own.name(), other.name()))), marker: PhantomData }
    }

    /// One more pair of columns, in a relation made by [`on`](Self::on).
    pub const fn and<V, K, L>(self, own: Column<P, V, K>, other: Column<C, V, L>) -> Self {
        Self { path: Path::new(self.path.first.and((own.name(), other.name()))), marker: PhantomData }
    }

    /// From there on by another relation: many to many, through the table between. Where two ways lead to the same row, it comes
    /// twice.
    ///
    /// ```
    /// # use tablewright::{Db, Options, Relation, Table, relation::Many};
    /// # #[derive(Table)]
    /// # struct User {
    /// #     #[column(primary_key)]
    /// #     id: i64,
    /// # }
    /// # #[derive(Table)]
    /// # struct Group {
    /// #     #[column(primary_key)]
    /// #     id: i64,
    /// #     name: String,
    /// # }
    /// #[derive(Table)]
    /// #[table(primary_key(columns(user_id, group_id)))]
    /// struct Member {
    ///     #[column(references = User::id)]
    ///     user_id: i64,
    ///     #[column(references = Group::id)]
    ///     group_id: i64,
    /// }
    ///
    /// impl User {
    ///     const GROUPS: Relation<User, Group, Many> = User::MEMBERS.through(Member::GROUP);
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> tablewright::Result<()> {
    /// # let db = Db::connect_lazy("postgres://nobody@localhost/nowhere", &Options::default())?;
    /// let users = db.select::<User>().with(User::GROUPS.order_by(Group::NAME)); // (User, Vec<Group>)
    /// # drop(users); Ok(()) }
    /// ```
    pub const fn through<D, N: Shape>(self, next: Relation<C, D, N>) -> Relation<P, D, S::Then<N>>
    where
        C: Table,
        S: Shape,
    {
        Relation { path: self.path.then(C::INFO, next.path), marker: PhantomData }
    }
}
