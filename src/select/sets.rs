//! `UNION`, `INTERSECT`, `EXCEPT`.

use super::Select;
use super::output::{Combinable, SameRows, Set};
use super::query::{Origin, Query};
use crate::expr::Part;
use crate::table::TableInfo;
use crate::writer::Writer;

/// Two queries whose rows are put together.
#[derive(Debug)]
pub struct Sets {
    pub(super) first: Query,
    operator: &'static str,
    second: Query,
}

impl Sets {
    /// Where the first query has a column: the rows that come out have those of the first.
    pub(super) fn place(&self, table: &'static TableInfo, column: &'static str) -> Option<usize> {
        self.first.place(table, column)
    }

    pub(super) fn queries(&self) -> impl Iterator<Item = &Query> {
        [&self.first, &self.second].into_iter()
    }

    /// `((SELECT ..) UNION (SELECT ..)) AS "row" ("c0", "c1")`.
    pub(super) fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.text("(");
        Part::write(&self.first, writer);
        writer.text(self.operator);
        Part::write(&self.second, writer);
        writer.text(") AS \"row\" (");
        writer.list(0..self.first.width(), ", ", |writer, nth| {
            writer.nth(nth);
        });
        writer.text(")");
    }
}

/// What is asked of the result, `.filter(..)`, `.order_by(..)`, `.limit(..)`, reads the columns of the first query, which must
/// be among those that it selects.
///
/// ```
/// use tablewright::{Table, select};
///
/// #[derive(Table)]
/// struct User {
///     #[column(primary_key, identity)]
///     id: i64,
///     name: String,
/// }
///
/// #[derive(Table)]
/// struct Team {
///     #[column(primary_key, identity)]
///     id: i64,
///     title: String,
/// }
///
/// let names = select::<User>()
///     .columns((User::ID, User::NAME))
///     .union_all(select::<Team>().columns((Team::ID, Team::TITLE)))
///     .order_by(User::NAME)
///     .limit(10);
/// assert!(names.sql().contains(r#"ORDER BY "row"."c1""#));
/// ```
impl<S, O, E> Select<S, O, E> {
    /// The rows of both, each once.
    pub fn union<S2, O2, E2>(self, other: Select<S2, O2, E2>) -> Select<S, Set<O>, E>
    where
        O: Combinable<S>,
        O2: Combinable<S2, Row: SameRows<O::Row>>,
    {
        self.combined(" UNION ", other.query)
    }

    /// The rows of both, as often as they are there.
    pub fn union_all<S2, O2, E2>(self, other: Select<S2, O2, E2>) -> Select<S, Set<O>, E>
    where
        O: Combinable<S>,
        O2: Combinable<S2, Row: SameRows<O::Row>>,
    {
        self.combined(" UNION ALL ", other.query)
    }

    /// The rows that are in both, each once.
    pub fn intersect<S2, O2, E2>(self, other: Select<S2, O2, E2>) -> Select<S, Set<O>, E>
    where
        O: Combinable<S>,
        O2: Combinable<S2, Row: SameRows<O::Row>>,
    {
        self.combined(" INTERSECT ", other.query)
    }

    /// The rows that are in both, as often as they are in both.
    pub fn intersect_all<S2, O2, E2>(self, other: Select<S2, O2, E2>) -> Select<S, Set<O>, E>
    where
        O: Combinable<S>,
        O2: Combinable<S2, Row: SameRows<O::Row>>,
    {
        self.combined(" INTERSECT ALL ", other.query)
    }

    /// The rows that are not in the other, each once.
    pub fn except<S2, O2, E2>(self, other: Select<S2, O2, E2>) -> Select<S, Set<O>, E>
    where
        O: Combinable<S>,
        O2: Combinable<S2, Row: SameRows<O::Row>>,
    {
        self.combined(" EXCEPT ", other.query)
    }

    /// The rows that are not in the other: each as often as it is here more than there.
    pub fn except_all<S2, O2, E2>(self, other: Select<S2, O2, E2>) -> Select<S, Set<O>, E>
    where
        O: Combinable<S>,
        O2: Combinable<S2, Row: SameRows<O::Row>>,
    {
        self.combined(" EXCEPT ALL ", other.query)
    }

    fn combined(self, operator: &'static str, second: Query) -> Select<S, Set<O>, E> {
        let sets = Sets { first: self.query, operator, second };
        Select {
            executor: self.executor,
            query: Query::new(Origin::Sets(Box::new(sets))),
            output: Set(self.output),
            scope: self.scope,
        }
    }
}
