//! `RETURNING`: the rows that a statement inserted, changed or deleted.

use std::fmt;
use std::sync::Arc;

use crate::executor::Executor;
use crate::expr::{Fragment, Part};
use crate::row::{Cells, Fits, FromRow};
use crate::scope::PerRow;
use crate::select::{Body, Columns, Definition, write_definitions};
use crate::table::Table;
use crate::writer::Writer;
use crate::{Error, Result, Rows};

/// A statement that changes rows and can return them.
pub trait Mutation: Sized + Send {
    /// The table.
    type Table: Table;
    /// What it can return columns of.
    type Scope;
    #[doc(hidden)]
    fn text(&self, returning: &[Fragment]) -> String;
    #[doc(hidden)]
    fn fetch<R: Send>(
        self,
        returning: Vec<Fragment>,
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> impl Future<Output = Result<Vec<R>>> + Send;
    #[doc(hidden)]
    fn stream<'e, R: Send>(
        self,
        returning: Vec<Fragment>,
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> impl Future<Output = Result<Rows<'e, R>>> + Send
    where
        Self: 'e;
}

/// A statement that can stand in front of a query, in a [`Cte`](crate::Cte).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in front of a query",
    label = "only inserts, updates, deletes and merges can"
)]
pub trait Change: Mutation {
    #[doc(hidden)]
    fn into_body(self, returning: Vec<Fragment>) -> Body;
}

/// A statement that returns the rows it touched: whole, or chosen [`columns`](Self::columns) of them.
///
/// ```no_run
/// use tablewright::{Db, FromRow, Result, Table};
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     title: String,
///     views: i32,
/// }
///
/// #[derive(FromRow)]
/// struct Seen {
///     id: i64,
///     views: i32,
/// }
///
/// # async fn example(db: Db) -> Result<()> {
/// let update = || db.update::<Todo>().set(Todo::VIEWS, Todo::VIEWS.add(1)).filter(Todo::ID.lt(10));
/// let whole: Vec<Todo> = update().returning().all().await?;
/// let titles: Vec<String> = update().returning().columns(Todo::TITLE).all().await?;
/// let seen: Vec<Seen> = update().returning().columns((Todo::ID, Todo::VIEWS)).rows_as::<Seen>().all().await?;
/// // PostgreSQL 18: before and after.
/// let views: Vec<(i32, i32)> =
///     update().returning().columns((Todo::VIEWS.old_value(), Todo::VIEWS)).all().await?;
/// # drop((whole, titles, seen, views)); Ok(()) }
/// ```
#[must_use = "a statement does nothing until it runs: `.all()`, `.one()`, `.first()`, `.stream()`"]
pub struct Returning<M, R> {
    statement: M,
    columns: Vec<Fragment>,
    decode: fn(&mut Cells<'_>) -> Result<R>,
}

impl<M: Mutation> Returning<M, M::Table> {
    pub(crate) fn rows(statement: M) -> Self {
        let info = M::Table::INFO;
        let columns = info.columns.iter().map(|(name, _)| Fragment::column(info, name)).collect();
        Self { statement, columns, decode: M::Table::decode }
    }

    /// Chosen columns instead of whole rows: a tuple of columns and expressions, or one.
    pub fn columns<C, I>(self, columns: C) -> Returning<M, C::Row>
    where
        C: Columns<M::Scope, I, Kind: PerRow>,
    {
        Returning { statement: self.statement, columns: columns.into_columns(), decode: C::decode }
    }
}

impl<M, R> Returning<M, R> {
    /// The chosen columns as a struct with `#[derive(FromRow)]`: one column for each field, in their order.
    pub fn rows_as<N: FromRow + Fits<R>>(self) -> Returning<M, N> {
        Returning { statement: self.statement, columns: self.columns, decode: N::from_row }
    }

    pub(crate) fn into_parts(self) -> (M, Vec<Fragment>) {
        (self.statement, self.columns)
    }
}

impl<M: Mutation, R: Send> Returning<M, R> {
    /// All rows.
    ///
    /// # Errors
    /// What the server says.
    pub async fn all(self) -> Result<Vec<R>> {
        self.statement.fetch(self.columns, self.decode).await
    }

    /// The first row. The statement changes all rows that match, also when there are more.
    ///
    /// # Errors
    /// What the server says, and when there is none.
    pub async fn one(self) -> Result<R> {
        self.first().await?.ok_or_else(Error::not_found)
    }

    /// The first row, when there is one.
    ///
    /// # Errors
    /// What the server says.
    pub async fn first(self) -> Result<Option<R>> {
        Ok(self.all().await?.into_iter().next())
    }

    /// The rows one after the other, without ever holding all of them: [`Rows`]. Those of an insert come as the server makes
    /// them; [`all`](Self::all) has them in the order in which they were given.
    ///
    /// Read it to its end: dropped before that, it asks the server to cancel the statement, and then nothing has changed.
    ///
    /// ```no_run
    /// # use tablewright::{Db, Result, Table};
    /// # #[derive(Table)]
    /// # struct Todo {
    /// #     #[column(primary_key, identity)]
    /// #     id: i64,
    /// #     title: String,
    /// #     done: bool,
    /// # }
    /// # async fn example(db: Db) -> Result<()> {
    /// let delete = db.delete::<Todo>().filter(Todo::DONE.eq(true));
    /// let mut gone = delete.returning().columns((Todo::ID, Todo::TITLE)).stream().await?;
    /// while let Some((id, title)) = gone.next().await.transpose()? {
    ///     println!("{id} {title}");
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// What the server says; what fails later is an item.
    pub async fn stream<'e>(self) -> Result<Rows<'e, R>>
    where
        M: 'e,
    {
        self.statement.stream(self.columns, self.decode).await
    }

    /// The text of the statement, for a log or a test.
    pub fn sql(&self) -> String {
        self.statement.text(&self.columns)
    }
}

/// ` RETURNING ..`.
pub(crate) fn write<'p>(columns: &'p [Fragment], writer: &mut Writer<'p>) {
    if columns.is_empty() {
        return;
    }
    writer.text(" RETURNING ");
    if columns.iter().any(Fragment::has_versions) {
        writer.text("WITH (OLD AS \"old row\", NEW AS \"new row\") ");
    }
    writer.list(columns, ", ", |writer, column| column.write(writer));
}

/// A statement that changes rows, without its types.
pub(crate) trait Statement: fmt::Debug + Send + Sync {
    fn write<'p>(&'p self, returning: &'p [Fragment], writer: &mut Writer<'p>);

    /// Adds the CTEs that it reads.
    fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>);
}

/// A whole statement, what it reads defined in front of it.
fn whole<'p>(statement: &'p impl Statement, returning: &'p [Fragment]) -> Writer<'p> {
    let mut writer = Writer::default();
    let mut all = Vec::new();
    statement.definitions(&mut all);
    returning.iter().for_each(|part| part.definitions(&mut all));
    write_definitions(all, &mut writer);
    statement.write(returning, &mut writer);
    writer
}

pub(crate) fn text(statement: &impl Statement, returning: &[Fragment]) -> String {
    whole(statement, returning).sql
}

pub(crate) async fn execute(executor: &Executor<'_>, statement: &impl Statement) -> Result<u64> {
    let writer = whole(statement, &[]);
    executor.execute(&writer.sql, &writer.params).await
}

pub(crate) async fn fetch<R: Send>(
    executor: &Executor<'_>,
    statement: &impl Statement,
    returning: &[Fragment],
    decode: fn(&mut Cells<'_>) -> Result<R>,
) -> Result<Vec<R>> {
    let writer = whole(statement, returning);
    executor.fetch(&writer.sql, &writer.params, decode).await
}

pub(crate) async fn stream<'e, R: Send>(
    executor: &'e Executor<'e>,
    statement: &impl Statement,
    returning: &[Fragment],
    decode: fn(&mut Cells<'_>) -> Result<R>,
) -> Result<Rows<'e, R>> {
    let writer = whole(statement, returning);
    executor.stream(&writer.sql, &writer.params, decode).await
}

/// A statement in front of a query.
#[derive(Debug)]
struct InFront<S> {
    statement: S,
    returning: Vec<Fragment>,
}

pub(crate) fn in_front(statement: impl Statement + 'static, returning: Vec<Fragment>) -> Body {
    Body::change(InFront { statement, returning })
}

impl<S: Statement> Part for InFront<S> {
    fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        self.statement.write(&self.returning, writer);
    }

    fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        self.statement.definitions(out);
        self.returning.iter().for_each(|part| part.definitions(out));
    }
}
