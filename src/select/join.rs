//! Joins.

use super::query::{Join, JoinKind, Origin};
use super::{Rowset, Select, Whole};
use crate::expr::Fragment;
use crate::filter::Condition;
use crate::scope::{Correlated, Maybe, Missing, Of, Reads};
use crate::table::Stored;

/// Every join adds what it joins to the rows: `(Todo, Option<User>)` after one, up to eight tables. A table that is joined to itself
/// goes by an [`alias!`](crate::alias).
///
/// ```
/// use tablewright::{FromRow, Table, alias, select};
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
///     #[column(references = Todo::id)]
///     parent_id: Option<i64>,
///     title: String,
/// }
///
/// alias!(Parent = Todo);
/// let with_parents = select::<Todo>()
///     .inner_join::<User>(User::ID.eq(Todo::USER_ID))
///     .left_join::<Parent>(Todo::PARENT_ID.eq(Todo::ID.of(Parent)))
///     .columns((User::NAME, Todo::TITLE, Todo::TITLE.of(Parent))); // (String, String, Option<String>)
///
/// #[derive(FromRow)]
/// struct Latest {
///     title: String,
/// }
///
/// let latest = select::<Todo>()
///     .outer::<User>() // a table of the query around it
///     .filter(Todo::USER_ID.eq(User::ID))
///     .order_by(Todo::ID.desc())
///     .limit(1)
///     .columns(Todo::TITLE)
///     .rows_as::<Latest>();
/// let users = select::<User>().cross_join_query(latest); // (User, Latest)
/// assert!(users.sql().contains("CROSS JOIN LATERAL (SELECT"));
/// # drop(with_parents);
/// ```
impl<S, E> Select<S, Whole, E> {
    /// Each row together with the rows of `T` that match.
    pub fn inner_join<T: Stored>(self, on: impl Condition<(Of<T>, S)>) -> Select<(Of<T>, S), Whole, E> {
        self.join(JoinKind::Inner, Origin::Table(T::SOURCE), Some(on.into_condition()))
    }

    /// Each row together with the rows of `T` that match, or with `None` where none does.
    pub fn left_join<T: Stored>(self, on: impl Condition<(Maybe<T>, S)>) -> Select<(Maybe<T>, S), Whole, E> {
        self.join(JoinKind::Left, Origin::Table(T::SOURCE), Some(on.into_condition()))
    }

    /// Each row of `T` together with the rows that match, or with `None` where none does: what was there before comes as
    /// `Option`.
    pub fn right_join<T: Stored>(
        self,
        on: impl Condition<(Of<T>, S)>,
    ) -> Select<(Of<T>, S::Missing), Whole, E>
    where
        S: Missing,
    {
        self.join(JoinKind::Right, Origin::Table(T::SOURCE), Some(on.into_condition()))
    }

    /// The rows of both sides, together where they match, with `None` for the other side where none does.
    pub fn full_join<T: Stored>(
        self,
        on: impl Condition<(Of<T>, S)>,
    ) -> Select<(Maybe<T>, S::Missing), Whole, E>
    where
        S: Missing,
    {
        self.join(JoinKind::Full, Origin::Table(T::SOURCE), Some(on.into_condition()))
    }

    /// Each row together with each row of `T`.
    pub fn cross_join<T: Stored>(self) -> Select<(Of<T>, S), Whole, E> {
        self.join(JoinKind::Cross, Origin::Table(T::SOURCE), None)
    }

    /// Each row together with the rows of a subquery or [`Cte`](super::Cte) that match. A subquery that says
    /// [`outer`](Select::outer) is asked anew for each row (`LATERAL`).
    pub fn inner_join_query<Q, I, P>(self, rows: Q, on: P) -> Select<(Of<Q::Name>, S), Whole, E>
    where
        Q: Rowset<I, Reads: Reads<S>>,
        P: Condition<(Of<Q::Name>, S)>,
    {
        self.join(JoinKind::Inner, rows.into_origin(), Some(on.into_condition()))
    }

    /// Each row together with the rows of a subquery or [`Cte`](super::Cte) that match, or with `None` where none does.
    pub fn left_join_query<Q, I, P>(self, rows: Q, on: P) -> Select<(Maybe<Q::Name>, S), Whole, E>
    where
        Q: Rowset<I, Reads: Reads<S>>,
        P: Condition<(Maybe<Q::Name>, S)>,
    {
        self.join(JoinKind::Left, rows.into_origin(), Some(on.into_condition()))
    }

    /// Each row of a subquery or [`Cte`](super::Cte) together with the rows that match, or with `None` where none does: what was
    /// there before comes as `Option`. The subquery cannot say [`outer`](Select::outer).
    pub fn right_join_query<Q, I, P>(self, rows: Q, on: P) -> Select<(Of<Q::Name>, S::Missing), Whole, E>
    where
        S: Missing,
        Q: Rowset<I, Reads: ByItself>,
        P: Condition<(Of<Q::Name>, S)>,
    {
        self.join(JoinKind::Right, rows.into_origin(), Some(on.into_condition()))
    }

    /// The rows of both sides, together where they match, with `None` for the other side where none does. The subquery cannot
    /// say [`outer`](Select::outer).
    pub fn full_join_query<Q, I, P>(self, rows: Q, on: P) -> Select<(Maybe<Q::Name>, S::Missing), Whole, E>
    where
        S: Missing,
        Q: Rowset<I, Reads: ByItself>,
        P: Condition<(Of<Q::Name>, S)>,
    {
        self.join(JoinKind::Full, rows.into_origin(), Some(on.into_condition()))
    }

    /// Each row together with each row of a subquery or [`Cte`](super::Cte).
    pub fn cross_join_query<Q, I>(self, rows: Q) -> Select<(Of<Q::Name>, S), Whole, E>
    where
        Q: Rowset<I, Reads: Reads<S>>,
    {
        self.join(JoinKind::Cross, rows.into_origin(), None)
    }

    fn join<J>(mut self, kind: JoinKind, with: Origin, on: Option<Fragment>) -> Select<J, Whole, E> {
        self.query.joins.push(Join { kind, with, on });
        self.into_scope()
    }
}

/// Rows that all come out, whatever is on the other side: they cannot be asked for anew for each row there.
#[diagnostic::on_unimplemented(
    message = "a subquery of which all rows come out cannot read the query around it",
    label = "it says `.outer::<..>()`",
    note = "join it with `.inner_join_query(..)` or `.left_join_query(..)`, or leave out `.outer::<..>()` and compare in the join"
)]
pub trait ByItself {}

impl ByItself for () {}
impl ByItself for Correlated<()> {}
