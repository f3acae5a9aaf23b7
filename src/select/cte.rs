//! `WITH`: a query that has a name in the statement.

use std::marker::PhantomData;
use std::sync::Arc;

use super::query::{Origin, Query};
use super::text::names_of;
use super::{Named, Rowset, Select};
use crate::expr::Part;
use crate::returning::{Change, Returning};
use crate::scope::{Marker, Surroundings};
use crate::table::{Name, TableInfo};
use crate::writer::Writer;

/// A query that has a name in the statement that uses it, however often: made by [`cte`], [`recursive`].
///
/// ```
/// use tablewright::{FromRow, Table, cte, select};
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
/// #[derive(FromRow)]
/// struct Owner {
///     user_id: i64,
/// }
///
/// let owners = cte(select::<Todo>().columns(Todo::USER_ID).distinct().rows_as::<Owner>());
/// let users = select::<User>().inner_join_query(&owners, Owner::USER_ID.eq(User::ID));
/// assert!(users.sql().starts_with(r#"WITH "Owner" ("user_id") AS (SELECT DISTINCT "#));
/// ```
#[derive(Debug)]
pub struct Cte<N> {
    definition: Option<Arc<Definition>>,
    marker: Marker<N>,
}

impl<N> Clone for Cte<N> {
    fn clone(&self) -> Self {
        Self { definition: self.definition.clone(), marker: PhantomData }
    }
}

/// A query under a name: the struct that its rows are read as. See [`Cte`].
///
/// A change to rows can stand in front of a query too, which then reads what it returns:
///
/// ```no_run
/// use tablewright::{Db, FromRow, Result, Table, cte};
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     user_id: i64,
///     done: bool,
/// }
///
/// #[derive(FromRow)]
/// struct Gone {
///     owner: i64,
/// }
///
/// # async fn example(db: Db) -> Result<i64> {
/// let delete = db.delete::<Todo>().filter(Todo::DONE.eq(true));
/// let gone = cte(delete.returning().columns(Todo::USER_ID).rows_as::<Gone>());
/// db.select_from(&gone).columns(Gone::OWNER).distinct().count().await
/// # }
/// ```
pub fn cte<D: Defines>(query: D) -> Cte<D::Name> {
    Cte::of(query.into_body())
}

/// What a [`Cte`] can be made of: a query whose rows have a name, or what a statement returns.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot have a name in a statement",
    label = "neither a query nor what an update or delete returns",
    note = "give a query that ends with `.rows_as::<Struct>()`, or `.returning().columns(..).rows_as::<Struct>()`"
)]
pub trait Defines {
    /// The name.
    type Name: Name;
    #[doc(hidden)]
    fn into_body(self) -> Body;
}

impl<S, O, E> Defines for Select<S, O, E>
where
    S: Surroundings<()>,
    O: Named<S>,
{
    type Name = O::Name;
    fn into_body(self) -> Body {
        Body(Kind::Query(self.query))
    }
}

impl<M: Change, R: Name> Defines for Returning<M, R> {
    type Name = R;
    fn into_body(self) -> Body {
        let (statement, columns) = self.into_parts();
        statement.into_body(columns)
    }
}

/// A query that reads its own rows: those of `base`, then, as long as there are new ones, those of `step`, which is given the
/// rows found last.
///
/// ```
/// use tablewright::{FromRow, Table, recursive, select};
///
/// #[derive(Table)]
/// struct Folder {
///     #[column(primary_key, identity)]
///     id: i64,
///     #[column(references = Folder::id)]
///     parent_id: Option<i64>,
/// }
///
/// #[derive(FromRow)]
/// struct Within {
///     id: i64,
/// }
///
/// let base = select::<Folder>().filter(Folder::ID.eq(7)).columns(Folder::ID).rows_as::<Within>();
/// let within = recursive(base, |within| {
///     select::<Folder>()
///         .inner_join_query(within, Folder::PARENT_ID.eq(Within::ID))
///         .columns(Folder::ID)
///         .rows_as::<Within>()
/// });
/// let all = select::<Folder>().inner_join_query(&within, Within::ID.eq(Folder::ID));
/// assert!(all.sql().starts_with("WITH RECURSIVE "));
/// ```
pub fn recursive<S, O, E, S2, O2, E2>(
    base: Select<S, O, E>,
    step: impl FnOnce(&Cte<O::Name>) -> Select<S2, O2, E2>,
) -> Cte<O::Name>
where
    S: Surroundings<()>,
    O: Named<S>,
    S2: Surroundings<()>,
    O2: Named<S2, Name = O::Name>,
{
    let itself = Cte { definition: None, marker: PhantomData };
    let step = step(&itself).query;
    Cte::of(Body(Kind::Recursive { base: base.query, step, operator: " UNION ALL " }))
}

/// As [`recursive`], with each row once: for what leads back to where it came from, which would never end otherwise.
pub fn recursive_distinct<S, O, E, S2, O2, E2>(
    base: Select<S, O, E>,
    step: impl FnOnce(&Cte<O::Name>) -> Select<S2, O2, E2>,
) -> Cte<O::Name>
where
    S: Surroundings<()>,
    O: Named<S>,
    S2: Surroundings<()>,
    O2: Named<S2, Name = O::Name>,
{
    let itself = Cte { definition: None, marker: PhantomData };
    let step = step(&itself).query;
    Cte::of(Body(Kind::Recursive { base: base.query, step, operator: " UNION " }))
}

impl<N: Name> Cte<N> {
    fn of(body: Body) -> Self {
        Self { definition: Some(Arc::new(Definition { name: N::SOURCE, body })), marker: PhantomData }
    }
}

impl<N: Name> Rowset<()> for &Cte<N> {
    type Name = N;
    type Reads = ();
    fn into_origin(self) -> Origin {
        Origin::Cte { definition: self.definition.clone(), name: N::SOURCE }
    }
}

/// `"Busy" ("user_id", "todos") AS (SELECT ..)`.
#[derive(Debug)]
pub struct Definition {
    name: &'static TableInfo,
    body: Body,
}

/// What a CTE stands for.
#[doc(hidden)]
#[derive(Debug)]
pub struct Body(Kind);

impl Body {
    /// A statement that changes rows.
    pub(crate) fn change(statement: impl Part + 'static) -> Self {
        Self(Kind::Change(Box::new(statement)))
    }
}

#[derive(Debug)]
enum Kind {
    Query(Query),
    Change(Box<dyn Part>),
    Recursive { base: Query, step: Query, operator: &'static str },
}

impl Definition {
    pub(super) fn is_recursive(&self) -> bool {
        matches!(self.body.0, Kind::Recursive { .. })
    }

    pub(super) fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.source(self.name).text(" (");
        names_of(writer, self.name);
        writer.text(") AS (");
        match &self.body.0 {
            Kind::Query(query) => query.write(writer),
            Kind::Change(statement) => statement.write(writer),
            Kind::Recursive { base, step, operator } => {
                Part::write(base, writer);
                writer.text(operator);
                Part::write(step, writer);
            }
        }
        writer.text(")");
    }

    /// Adds it behind those that it reads.
    pub(super) fn collect<'q>(definition: &'q Arc<Self>, out: &mut Vec<&'q Arc<Self>>) {
        if out.iter().any(|other| Arc::ptr_eq(other, definition)) {
            return;
        }
        match &definition.body.0 {
            Kind::Query(query) => query.definitions(out),
            Kind::Change(statement) => statement.definitions(out),
            Kind::Recursive { base, step, .. } => {
                base.definitions(out);
                step.definitions(out);
            }
        }
        out.push(definition);
    }
}
