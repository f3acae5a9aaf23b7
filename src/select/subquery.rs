//! Queries inside of others: as a value, in `IN`, in `EXISTS`, as rows to join.

use super::output::{As, Decodes, Just, Named, Picked, Set};
use super::query::{Origin, Query};
use super::{Select, Whole};
use crate::executor::Executor;
use crate::expr::{Expr, Fragment};
use crate::nullability::{NotNull, Nullability, Nullable};
use crate::scope::{Correlated, End, Of, Outer, Surroundings};
use crate::table::{Name, Source};

/// Rows with a name that a query can select from or join: a [`Select`] that ends with `.rows_as::<Struct>()` or
/// `.named(Alias)`, or a reference to a [`Cte`](super::Cte).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be joined",
    label = "neither a subquery with a name nor a CTE",
    note = "add `.rows_as::<Struct>()` to a query, or give a reference to what `cte(..)` made"
)]
pub trait Rowset<I> {
    /// The name.
    type Name: Name;
    /// What is read of the query around it.
    type Reads;
    #[doc(hidden)]
    fn into_origin(self) -> Origin;
}

impl<S, O, E, I> Rowset<I> for Select<S, O, E>
where
    S: Surroundings<I>,
    O: Named<S>,
{
    type Name = O::Name;
    type Reads = Correlated<S::Reads>;
    fn into_origin(self) -> Origin {
        Origin::Query { query: Box::new(self.query), name: O::Name::SOURCE, is_lateral: S::READS_ANY }
    }
}

/// A query that gives a single column, of values `V`.
#[diagnostic::on_unimplemented(
    message = "the subquery does not give a single column of type `{V}`",
    label = "compared with a column of type `{V}`",
    note = "select one column of that type: `.columns(User::ID)`"
)]
pub trait OneColumn<V, I> {
    /// Whether a value can be NULL.
    type Null: Nullability;
    /// What is read of the query around it.
    type Reads;
    #[doc(hidden)]
    fn into_query(self) -> Query;
}

#[diagnostic::do_not_recommend]
impl<S, O, E, V, I> OneColumn<V, I> for Select<S, O, E>
where
    S: Surroundings<I>,
    O: Single<V>,
{
    type Null = O::Null;
    type Reads = Correlated<S::Reads>;
    fn into_query(self) -> Query {
        self.query
    }
}

/// A query that gives a single column, of values `V` that are never NULL.
#[diagnostic::on_unimplemented(
    message = "`NOT IN` needs a subquery of a single column of type `{V}` that is never NULL",
    label = "a single NULL in it would leave every row out",
    note = "compare with `exists(..).not()`, which NULLs do not matter to"
)]
pub trait NoNulls<V, I>: OneColumn<V, I> {}

#[diagnostic::do_not_recommend]
impl<S, O, E, V, I> NoNulls<V, I> for Select<S, O, E>
where
    S: Surroundings<I>,
    O: Single<V, Null = NotNull>,
{
}

/// Chosen columns: a single one, of values `V`.
#[diagnostic::on_unimplemented(
    message = "the subquery does not give a single column of type `{V}`",
    note = "select one column of the type that is wanted: `.columns(User::ID)`"
)]
pub trait Single<V> {
    /// Whether a value can be NULL.
    type Null: Nullability;
}

#[diagnostic::do_not_recommend]
impl<R, V, N: Nullability> Single<V> for Picked<R, Just<V, N>> {
    type Null = N;
}

#[diagnostic::do_not_recommend]
impl<V, O: Single<V>> Single<V> for Set<O> {
    type Null = O::Null;
}

/// `EXISTS (..)`: whether a query gives a row. With [`outer`](Select::outer) it asks about each row of the query around it.
///
/// ```
/// use tablewright::{Table, exists, select};
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
/// }
///
/// let their = select::<Todo>().outer::<User>().filter(Todo::USER_ID.eq(User::ID));
/// let idle = select::<User>().filter(exists(their).not());
/// assert!(idle.sql().contains(r#"WHERE NOT EXISTS (SELECT 1 FROM "todo""#));
/// ```
pub fn exists<S, O, E, I>(query: Select<S, O, E>) -> Expr<bool, Correlated<S::Reads>, NotNull>
where
    S: Surroundings<I>,
    O: Decodes<S>,
{
    Expr::new(Fragment::part(IsThere(query.query)))
}

#[derive(Debug)]
struct IsThere(Query);

impl crate::expr::Part for IsThere {
    fn write<'p>(&'p self, writer: &mut crate::writer::Writer<'p>) {
        self.0.write_is_there(writer);
    }

    fn definitions<'q>(&'q self, out: &mut Vec<&'q std::sync::Arc<super::Definition>>) {
        self.0.definitions(out);
    }
}

impl<S, O, E> Select<S, O, E> {
    /// The query as a value: its one column of its one row, NULL where there is no row. More than one row is an error of the server;
    /// `.limit(1)` prevents it.
    ///
    /// ```
    /// # use tablewright::{Table, select};
    /// # #[derive(Table)]
    /// # struct User {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// #     name: String,
    /// # }
    /// # #[derive(Table)]
    /// # struct Todo {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// #     #[column(references = User::id)]
    /// #     user_id: i64,
    /// #     title: String,
    /// # }
    /// let newest = select::<Todo>()
    ///     .outer::<User>()
    ///     .filter(Todo::USER_ID.eq(User::ID))
    ///     .order_by(Todo::ID.desc())
    ///     .limit(1)
    ///     .columns(Todo::TITLE)
    ///     .as_value();
    /// let users = select::<User>().columns((User::NAME, newest)); // (String, Option<String>)
    /// # drop(users);
    /// ```
    pub fn as_value<V, I>(self) -> Expr<V, Correlated<S::Reads>, Nullable>
    where
        O: Single<V>,
        S: Surroundings<I>,
    {
        Expr::new(Fragment::part(self.query))
    }

    /// Gives the rows a name of your own: that of an [`alias!`](crate::alias) of their table.
    ///
    /// ```
    /// # use tablewright::{Table, alias, select};
    /// # #[derive(Table)]
    /// # struct Todo {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// #     title: String,
    /// # }
    /// alias!(Newest = Todo);
    /// let newest = select::<Todo>().order_by(Todo::ID.desc()).limit(10).named(Newest);
    /// let same = select::<Todo>().inner_join_query(newest, Todo::TITLE.eq(Todo::TITLE.of(Newest)));
    /// # drop(same);
    /// ```
    pub fn named<A>(self, _: A) -> Select<S, As<A, O>, E>
    where
        O: Decodes<S>,
        A: Name + Source<Row = O::Row>,
    {
        self.into_output(|output| As { output, name: std::marker::PhantomData })
    }
}

impl<T: Source, Rest: End, E> Select<(Of<T>, Rest), Whole, E> {
    /// Says that this query will stand inside of one that has the table `O`, and reads it.
    pub fn outer<O: Source>(self) -> Select<(Of<T>, Outer<O, Rest>), Whole, E> {
        self.into_scope()
    }
}

/// A query over the rows of a CTE or of another query, without a database to run on.
///
/// ```
/// use tablewright::{FromRow, Table, select, select_from};
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     user_id: i64,
/// }
///
/// #[derive(FromRow)]
/// struct Owner {
///     user_id: i64,
/// }
///
/// let owners = select::<Todo>().columns(Todo::USER_ID).distinct().rows_as::<Owner>();
/// let few = select_from(owners).filter(Owner::USER_ID.lt(10)).columns(Owner::USER_ID);
/// # drop(few);
/// ```
pub fn select_from<Q: Rowset<I, Reads: Alone>, I>(rows: Q) -> Select<(Of<Q::Name>, ())> {
    Select::over(super::Unbound, rows.into_origin())
}

impl Executor<'_> {
    /// A query over the rows of a [`Cte`](super::Cte) or of another query.
    ///
    /// ```no_run
    /// # use tablewright::{Db, FromRow, Result, Table, select};
    /// # #[derive(Table)]
    /// # struct Todo {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// #     user_id: i64,
    /// # }
    /// #[derive(FromRow)]
    /// struct Owner {
    ///     user_id: i64,
    /// }
    ///
    /// # async fn example(db: Db) -> Result<Vec<Owner>> {
    /// let owners = select::<Todo>().columns(Todo::USER_ID).distinct().rows_as::<Owner>();
    /// db.select_from(owners).filter(Owner::USER_ID.lt(10)).all().await
    /// # }
    /// ```
    pub fn select_from<Q, I>(&self, rows: Q) -> Select<(Of<Q::Name>, ()), Whole, &Executor<'_>>
    where
        Q: Rowset<I, Reads: Alone>,
    {
        Select::over(self, rows.into_origin())
    }
}

/// Rows that need no query around them.
#[diagnostic::on_unimplemented(
    message = "this subquery reads a table of a query around it, and there is none",
    label = "it says `.outer::<..>()`",
    note = "join it instead: `.inner_join_query(..)`"
)]
pub trait Alone {}

impl Alone for () {}
impl Alone for Correlated<()> {}
