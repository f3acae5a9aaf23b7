//! `INSERT .. SELECT`: new rows that a query gives.

use std::marker::PhantomData;
use std::sync::Arc;

use super::{Feed, Insert, Rest};
use crate::column::Column;
use crate::executor::Executor;
use crate::expr::Fragment;
use crate::nullability::{NotNull, Nullable, Writable};
use crate::returning::{self, Statement};
use crate::row::Cells;
use crate::scope::{Marker, Surroundings};
use crate::select::{Body, Decodes, Definition, Query, Select};
use crate::table::{Table, TableInfo};
use crate::writer::Writer;
use crate::{Result, Rows};

/// New rows of `T` that a query gives: what `db.insert_from(..)` was given.
pub struct Selected<T> {
    rows: QueriedRows,
    marker: Marker<T>,
}

/// `INSERT INTO "todo" ("title") SELECT ..`.
#[derive(Debug)]
struct QueriedRows {
    table: &'static TableInfo,
    columns: Vec<&'static str>,
    query: Query,
}

/// Columns of one table that are filled from rows `R`: a column, or a tuple of columns.
#[diagnostic::on_unimplemented(
    message = "the query does not give what these columns take: it gives `{R}`",
    label = "one value for each of these columns, of its type, in their order",
    note = "these are writable columns of one table, and the query ends with `.columns((..))` of as many values of the same types"
)]
pub trait FilledBy<R> {
    /// The table.
    type Table: Table;
    #[doc(hidden)]
    fn names(self) -> Vec<&'static str>;
}

/// A value that can be stored in a column of type `V`; `N` says whether that can be NULL.
#[diagnostic::on_unimplemented(
    message = "the query gives `{Self}` for a column of type `{V}`",
    label = "the values of this query do not fit these columns",
    note = "select a value of the column's type; one that can be NULL fits only a nullable column: `.coalesce(..)` gives another value for NULL"
)]
pub trait Stores<V, N> {}

#[diagnostic::do_not_recommend]
impl<V> Stores<V, NotNull> for V {}
#[diagnostic::do_not_recommend]
impl<V> Stores<V, Nullable> for V {}
#[diagnostic::do_not_recommend]
impl<V> Stores<V, Nullable> for Option<V> {}

#[diagnostic::do_not_recommend]
impl<T: Table, V, K: Writable, R: Stores<V, K::Null>> FilledBy<R> for Column<T, V, K> {
    type Table = T;
    fn names(self) -> Vec<&'static str> {
        vec![self.name()]
    }
}

macro_rules! tuples {
    ($(($($value:ident $kind:ident $given:ident),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Table, $($value, $kind: Writable, $given: Stores<$value, $kind::Null>),+> FilledBy<($($given,)+)>
            for ($(Column<T, $value, $kind>,)+)
        {
            type Table = T;
            #[allow(non_snake_case)]
            fn names(self) -> Vec<&'static str> {
                let ($($value,)+) = self;
                vec![$($value.name()),+]
            }
        }
    )+};
}

tuples! {
    (A KA RA)
    (A KA RA, B KB RB)
    (A KA RA, B KB RB, C KC RC)
    (A KA RA, B KB RB, C KC RC, D KD RD)
    (A KA RA, B KB RB, C KC RC, D KD RD, E KE RE)
    (A KA RA, B KB RB, C KC RC, D KD RD, E KE RE, F KF RF)
    (A KA RA, B KB RB, C KC RC, D KD RD, E KE RE, F KF RF, G KG RG)
    (A KA RA, B KB RB, C KC RC, D KD RD, E KE RE, F KF RF, G KG RG, H KH RH)
    (A KA RA, B KB RB, C KC RC, D KD RD, E KE RE, F KF RF, G KG RG, H KH RH, I KI RI)
    (A KA RA, B KB RB, C KC RC, D KD RD, E KE RE, F KF RF, G KG RG, H KH RH, I KI RI, J KJ RJ)
    (A KA RA, B KB RB, C KC RC, D KD RD, E KE RE, F KF RF, G KG RG, H KH RH, I KI RI, J KJ RJ, L KL RL)
    (A KA RA, B KB RB, C KC RC, D KD RD, E KE RE, F KF RF, G KG RG, H KH RH, I KI RI, J KJ RJ, L KL RL, M KM RM)
}

impl Executor<'_> {
    /// New rows that a query gives: `INSERT INTO .. SELECT ..`. The types of the columns are checked against what the query
    /// gives. Columns that are not named get their default; where one has none, the server refuses (`23502`), since which
    /// columns are named is not part of a type.
    ///
    /// ```no_run
    /// use tablewright::{Db, Result, Table, select};
    ///
    /// #[derive(Table)]
    /// struct Todo {
    ///     #[column(primary_key, identity)]
    ///     id: i64,
    ///     title: String,
    ///     done: bool,
    /// }
    ///
    /// #[derive(Table)]
    /// struct Archived {
    ///     #[column(primary_key)]
    ///     id: i64,
    ///     title: Option<String>,
    /// }
    ///
    /// # async fn example(db: Db) -> Result<u64> {
    /// let done = select::<Todo>().filter(Todo::DONE.eq(true)).columns((Todo::ID, Todo::TITLE));
    /// db.insert_from((Archived::ID, Archived::TITLE), done).on_conflict(Archived::ID).do_nothing().run().await
    /// # }
    /// ```
    pub fn insert_from<C, S, O, E, R>(
        &self,
        columns: C,
        query: Select<S, O, E>,
    ) -> Insert<'_, Selected<C::Table>>
    where
        O: Decodes<S, Row = R>,
        C: FilledBy<R>,
        S: Surroundings<()>,
    {
        let rows = QueriedRows { table: C::Table::INFO, columns: columns.names(), query: query.query };
        Insert::new(self, Selected { rows, marker: PhantomData })
    }
}

/// The rows and what becomes of them.
#[derive(Debug)]
struct Whole<Q, C> {
    rows: Q,
    rest: C,
}

impl<T: Table> Feed for Selected<T> {
    type Table = T;

    fn text(&self, rest: &Rest, returning: &[Fragment]) -> String {
        returning::text(&Whole { rows: &self.rows, rest }, returning)
    }

    async fn execute(&self, executor: &Executor<'_>, rest: &Rest) -> Result<u64> {
        self.rows.query.check()?;
        returning::execute(executor, &Whole { rows: &self.rows, rest }).await
    }

    async fn fetch<R: Send>(
        &self,
        executor: &Executor<'_>,
        rest: &Rest,
        returning: &[Fragment],
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> Result<Vec<R>> {
        self.rows.query.check()?;
        returning::fetch(executor, &Whole { rows: &self.rows, rest }, returning, decode).await
    }

    async fn stream<'e, R: Send>(
        &self,
        executor: &'e Executor<'e>,
        rest: &Rest,
        returning: &[Fragment],
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> Result<Rows<'e, R>> {
        self.rows.query.check()?;
        returning::stream(executor, &Whole { rows: &self.rows, rest }, returning, decode).await
    }

    fn into_body(self, rest: Rest, returning: Vec<Fragment>) -> Body {
        returning::in_front(Whole { rows: self.rows, rest }, returning)
    }
}

impl<Q, C> Statement for Whole<Q, C>
where
    Q: std::borrow::Borrow<QueriedRows> + std::fmt::Debug + Send + Sync,
    C: std::borrow::Borrow<Rest> + std::fmt::Debug + Send + Sync,
{
    fn write<'p>(&'p self, returning: &'p [Fragment], writer: &mut Writer<'p>) {
        let QueriedRows { table, columns, query } = self.rows.borrow();
        writer.text("INSERT INTO ").table(table).text(" (");
        writer.list(columns, ", ", |writer, column| {
            writer.name(column);
        });
        query.write(writer.text(") "));
        self.rest.borrow().write(writer);
        returning::write(returning, writer);
    }

    fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        self.rows.borrow().query.definitions(out);
        self.rest.borrow().definitions(out);
    }
}
