//! The parts of a query.

use std::sync::Arc;

use super::cte::Definition;
use super::seek::Seek;
use super::sets::Sets;
use super::text::names_of;
use crate::expr::{Fragment, OrderKey};
use crate::table::TableInfo;
use crate::writer::Writer;

/// A query without its types.
#[derive(Debug)]
pub struct Query {
    pub(crate) from: Origin,
    pub(crate) joins: Vec<Join>,
    pub(crate) filters: Vec<Fragment>,
    pub(crate) order: Vec<OrderKey>,
    pub(crate) limit: Option<i64>,
    pub(crate) offset: Option<i64>,
    /// What to select; `None` is every column of every table.
    pub(crate) columns: Option<Vec<Fragment>>,
    /// What few queries have.
    pub(crate) more: Option<Box<More>>,
}

#[derive(Debug, Default)]
pub(crate) struct More {
    pub(crate) distinct: Option<Distinct>,
    pub(crate) sample: Option<Fragment>,
    pub(crate) group: Vec<Fragment>,
    pub(crate) having: Vec<Fragment>,
    pub(crate) lock: Option<Lock>,
    pub(crate) seek: Option<Seek>,
    /// Whether the values that rows are ordered by are selected too, behind the columns: for the cursor.
    pub(crate) selects_order: bool,
}

/// What rows come from.
#[doc(hidden)]
#[derive(Debug)]
pub enum Origin {
    /// `"todo"`, `"todo" AS "Parent"`.
    Table(&'static TableInfo),
    /// `(SELECT ..) AS "Busy" ("user_id", "todos")`.
    Query { query: Box<Query>, name: &'static TableInfo, is_lateral: bool },
    /// `"Busy"`. A recursive query does not define what it calls itself.
    Cte { definition: Option<Arc<Definition>>, name: &'static TableInfo },
    /// `((SELECT ..) UNION (SELECT ..)) AS "row" ("c0", "c1")`.
    Sets(Box<Sets>),
}

#[derive(Debug)]
pub(crate) struct Join {
    pub(crate) kind: JoinKind,
    pub(crate) with: Origin,
    /// `None` for a cross join.
    pub(crate) on: Option<Fragment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JoinKind {
    Inner,
    Left,
    Right,
    Full,
    Cross,
}

#[derive(Debug)]
pub(crate) enum Distinct {
    Rows,
    On(Vec<Fragment>),
}

/// `FOR UPDATE OF "todo" SKIP LOCKED`.
#[derive(Debug)]
pub(crate) struct Lock {
    pub(crate) strength: &'static str,
    pub(crate) of: Vec<&'static TableInfo>,
    pub(crate) wait: &'static str,
}

impl JoinKind {
    pub(super) fn keyword(self) -> &'static str {
        match self {
            Self::Inner => " JOIN ",
            Self::Left => " LEFT JOIN ",
            Self::Right => " RIGHT JOIN ",
            Self::Full => " FULL JOIN ",
            Self::Cross => " CROSS JOIN ",
        }
    }
}

impl Origin {
    /// What it is called, and its columns; `None` for the rows of set operations.
    pub(super) fn info(&self) -> Option<&'static TableInfo> {
        match self {
            Self::Table(info) | Self::Query { name: info, .. } | Self::Cte { name: info, .. } => Some(info),
            Self::Sets(_) => None,
        }
    }

    pub(crate) fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        match self {
            Self::Table(table) => {
                writer.table(table);
                if let Some(alias) = table.alias {
                    writer.text(" AS ").name(alias);
                }
            }
            Self::Query { query, name, is_lateral } => {
                writer.text(if *is_lateral { "LATERAL (" } else { "(" });
                query.write(writer);
                writer.text(") AS ").source(name).text(" (");
                names_of(writer, name);
                writer.text(")");
            }
            Self::Cte { definition: _, name } => {
                writer.source(name);
            }
            Self::Sets(sets) => sets.write(writer),
        }
    }

    pub(crate) fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        match self {
            Self::Table(_) => {}
            Self::Query { query, .. } => query.definitions(out),
            Self::Cte { definition, .. } => {
                if let Some(definition) = definition {
                    Definition::collect(definition, out);
                }
            }
            Self::Sets(sets) => sets.queries().for_each(|query| query.definitions(out)),
        }
    }
}

impl Query {
    pub(crate) fn new(from: Origin) -> Self {
        Self {
            from,
            joins: Vec::new(),
            filters: Vec::new(),
            order: Vec::new(),
            limit: None,
            offset: None,
            columns: None,
            more: None,
        }
    }

    pub(crate) fn more(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }

    pub(crate) fn filter(&mut self, predicate: Option<Fragment>) {
        if let Some(mut predicate) = predicate {
            if let Origin::Sets(sets) = &self.from {
                predicate.place_columns(|table, column| sets.place(table, column));
            }
            self.filters.push(predicate);
        }
    }

    pub(crate) fn order(&mut self, write: impl FnOnce(&mut Vec<OrderKey>)) {
        let before = self.order.len();
        write(&mut self.order);
        if let Origin::Sets(sets) = &self.from {
            for key in &mut self.order[before..] {
                key.value.place_columns(|table, column| sets.place(table, column));
            }
        }
    }

    /// Where a column stands in the rows that come out.
    pub(crate) fn place(&self, table: &'static TableInfo, column: &'static str) -> Option<usize> {
        let is_it = |other: &TableInfo, name: &str| other.is_called_as(table) && name == column;
        if let Origin::Sets(sets) = &self.from {
            return sets.place(table, column);
        }
        let mut place = 0;
        if let Some(columns) = &self.columns {
            for item in columns {
                match item.as_row() {
                    Some((row, marker)) => {
                        let here = row.columns.iter().position(|(name, _)| is_it(row, name));
                        if let Some(here) = here {
                            return Some(place + usize::from(marker) + here);
                        }
                    }
                    None if item.as_column().is_some_and(|(table, name)| is_it(table, name)) => {
                        return Some(place);
                    }
                    None => {}
                }
                place += item.width();
            }
            return None;
        }
        for (origin, shows_marker) in self.whole() {
            place += usize::from(shows_marker);
            let here = origin.columns.iter().position(|(name, _)| is_it(origin, name));
            if let Some(here) = here {
                return Some(place + here);
            }
            place += origin.columns.len();
        }
        None
    }

    /// How many cells a row has.
    pub(crate) fn width(&self) -> usize {
        if let Origin::Sets(sets) = &self.from {
            return sets.first.width();
        }
        match &self.columns {
            Some(columns) => columns.iter().map(Fragment::width).sum(),
            None => self.whole().map(|(info, marker)| usize::from(marker) + info.columns.len()).sum(),
        }
    }

    /// All tables, each with whether a cell before its own says if its row is there: where the row may be missing and has no
    /// NOT NULL column.
    pub(super) fn whole(&self) -> impl Iterator<Item = (&'static TableInfo, bool)> {
        let mut all = Vec::with_capacity(1 + self.joins.len());
        all.extend(self.from.info().map(|info| (info, false)));
        for join in &self.joins {
            if matches!(join.kind, JoinKind::Right | JoinKind::Full) {
                all.iter_mut().for_each(|(_, may_be_missing)| *may_be_missing = true);
            }
            let may_be_missing = matches!(join.kind, JoinKind::Left | JoinKind::Full);
            all.extend(join.with.info().map(|info| (info, may_be_missing)));
        }
        all.into_iter().map(|(info, may_be_missing)| (info, may_be_missing && info.key.is_none()))
    }
}
