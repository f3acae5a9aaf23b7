//! The parts of a query, and its text.

use std::sync::Arc;

use super::cte::Definition;
use super::seek::Seek;
use super::sets::Sets;
use crate::expr::{Fragment, Level, OrderKey, Part};
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
    fn keyword(self) -> &'static str {
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
    fn info(&self) -> Option<&'static TableInfo> {
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
    fn whole(&self) -> impl Iterator<Item = (&'static TableInfo, bool)> {
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

    /// `WITH .. SELECT .. FROM .. LIMIT ..`.
    pub(crate) fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        self.write_definitions(writer);
        writer.text("SELECT ");
        match self.more.as_deref().and_then(|more| more.distinct.as_ref()) {
            None => {}
            Some(Distinct::Rows) => {
                writer.text("DISTINCT ");
            }
            Some(Distinct::On(keys)) => {
                writer.text("DISTINCT ON (");
                writer.list(keys, ", ", |writer, key| self.write_key(key, writer)).text(") ");
            }
        }
        match (&self.columns, &self.from) {
            (Some(columns), _) => {
                writer.list(columns, ", ", |writer, column| column.write(writer));
            }
            (None, Origin::Sets(_)) => {
                writer.text("\"row\".*");
            }
            (None, Origin::Table(_) | Origin::Query { .. } | Origin::Cte { .. }) => {
                self.write_all_columns(writer);
            }
        }
        if self.more.as_ref().is_some_and(|more| more.selects_order) {
            for key in &self.order {
                writer.text(", ");
                key.value.write(writer);
            }
        }
        self.write_body(writer);
        self.write_tail(writer);
    }

    /// `SELECT count(*) ..`: of the rows that the query would give.
    pub(crate) fn write_count<'p>(&'p self, writer: &mut Writer<'p>) {
        let gives_each_row = self.columns.is_none() && self.more.is_none();
        if gives_each_row && self.limit.is_none() && self.offset.is_none() {
            self.write_definitions(writer);
            writer.text("SELECT count(*)");
            return self.write_body(writer);
        }
        // What changes rows can only be defined in front of the whole statement.
        self.write_definitions(writer);
        writer.text("SELECT count(*) FROM (");
        self.write(writer);
        writer.text(") AS \"rows\"");
    }

    /// `SELECT EXISTS (..)`.
    pub(crate) fn write_exists<'p>(&'p self, writer: &mut Writer<'p>) {
        self.write_definitions(writer);
        writer.text("SELECT ");
        self.write_is_there(writer);
    }

    /// `EXISTS (..)`.
    pub(crate) fn write_is_there<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.text("EXISTS (");
        match (&self.columns, &self.more) {
            (None, None) => {
                self.write_definitions(writer);
                writer.text("SELECT 1");
                self.write_body(writer);
                self.write_tail(writer);
            }
            // An aggregate gives a row where there is none to read.
            (Some(_), _) | (_, Some(_)) => self.write(writer),
        }
        writer.text(")");
    }

    fn write_all_columns(&self, writer: &mut Writer<'_>) {
        writer.list(self.whole(), ", ", |writer, (info, shows_marker)| {
            row_of(writer, info, shows_marker);
        });
    }

    fn write_body<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.text(" FROM ");
        self.from.write(writer);
        let more = self.more.as_deref();
        if let Some(sample) = more.and_then(|more| more.sample.as_ref()) {
            sample.write(writer);
        }
        for join in &self.joins {
            writer.text(join.kind.keyword());
            join.with.write(writer);
            if let Some(on) = &join.on {
                writer.text(" ON ");
                on.write(writer);
            }
        }
        write_conditions(" WHERE ", &self.filters, writer);
        let Some(more) = more else { return };
        if let Some(seek) = &more.seek {
            writer.text(if self.filters.is_empty() { " WHERE " } else { " AND " });
            seek.write(&self.order, writer);
        }
        if !more.group.is_empty() {
            writer.text(" GROUP BY ").list(&more.group, ", ", |writer, key| self.write_key(key, writer));
        }
        write_conditions(" HAVING ", &more.having, writer);
    }

    /// A key of `GROUP BY` or `DISTINCT ON`. To the server an expression with a parameter is another than the same with the next
    /// parameter, so one that is selected too is named by its place there.
    fn write_key<'p>(&'p self, key: &'p Fragment, writer: &mut Writer<'p>) {
        match self.place_of(key) {
            Some(place) => writer.text(&(place + 1).to_string()),
            None => return key.write(writer),
        };
    }

    /// Where an expression with parameters is selected.
    fn place_of(&self, key: &Fragment) -> Option<usize> {
        let columns = self.columns.as_ref().filter(|_| key.has_params())?;
        let mut place = 0;
        for column in columns {
            if column.has_params() && column.is_same(key) {
                return Some(place);
            }
            place += column.width();
        }
        None
    }

    /// Rows that were made one of many can only be ordered by what they were made one by.
    fn write_order<'p>(&'p self, writer: &mut Writer<'p>) {
        let is_made_one =
            self.more.as_ref().is_some_and(|more| more.distinct.is_some() || !more.group.is_empty());
        if !is_made_one {
            return write_order(&self.order, writer);
        }
        for (i, key) in self.order.iter().enumerate() {
            writer.text(if i == 0 { " ORDER BY " } else { ", " });
            self.write_key(&key.value, writer);
            key.write_direction(writer);
        }
    }

    fn write_tail<'p>(&'p self, writer: &mut Writer<'p>) {
        self.write_order(writer);
        if let Some(limit) = &self.limit {
            writer.text(" LIMIT ").param(limit);
        }
        if let Some(offset) = &self.offset {
            writer.text(" OFFSET ").param(offset);
        }
        if let Some(lock) = self.more.as_deref().and_then(|more| more.lock.as_ref()) {
            writer.text(" FOR ").text(lock.strength);
            if !lock.of.is_empty() {
                writer.text(" OF ").list(&lock.of, ", ", |writer, table| {
                    writer.name(table.alias.unwrap_or(table.name));
                });
            }
            writer.text(lock.wait);
        }
    }

    fn write_definitions<'p>(&'p self, writer: &mut Writer<'p>) {
        let mut all = Vec::new();
        self.definitions(&mut all);
        write_definitions(all, writer);
    }

    /// The CTEs that are read anywhere in it, each before those that read it.
    pub(crate) fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        self.from.definitions(out);
        for join in &self.joins {
            join.with.definitions(out);
            join.on.iter().for_each(|on| on.definitions(out));
        }
        self.filters.iter().for_each(|filter| filter.definitions(out));
        self.columns.iter().flatten().for_each(|column| column.definitions(out));
        self.order.iter().for_each(|key| key.value.definitions(out));
        if let Some(more) = &self.more {
            more.group.iter().chain(&more.having).for_each(|part| part.definitions(out));
        }
    }
}

/// `WITH ..`, for what nothing around it has defined.
pub(crate) fn write_definitions<'p>(mut all: Vec<&'p Arc<Definition>>, writer: &mut Writer<'p>) {
    all.retain(|definition| !writer.defined.contains(&Arc::as_ptr(definition).addr()));
    if all.is_empty() {
        return;
    }
    writer.defined.extend(all.iter().map(|definition| Arc::as_ptr(definition).addr()));
    writer.text(if all.iter().any(|definition| definition.is_recursive()) {
        "WITH RECURSIVE "
    } else {
        "WITH "
    });
    writer.list(all, ", ", |writer, definition| definition.write(writer)).text(" ");
}

/// A subquery, in parentheses.
impl Part for Query {
    fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.text("(");
        Self::write(self, writer);
        writer.text(")");
    }

    fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        Self::definitions(self, out);
    }
}

/// Every column of a table, qualified.
pub(crate) fn columns_of(writer: &mut Writer<'_>, table: &TableInfo) {
    writer.list(table.columns, ", ", |writer, (column, _)| {
        writer.column(table, column);
    });
}

/// Every column of a table, behind a cell that says whether its row is there, where that is wanted.
pub(crate) fn row_of(writer: &mut Writer<'_>, table: &TableInfo, shows_marker: bool) {
    if shows_marker {
        // A row of nothing but NULLs is a row; one that is missing is NULL itself.
        writer.text("num_nonnulls(").source(table).text(".*) > 0, ");
    }
    columns_of(writer, table);
}

/// The names of a table's columns.
pub(super) fn names_of(writer: &mut Writer<'_>, table: &TableInfo) {
    writer.list(table.columns, ", ", |writer, (column, _)| {
        writer.name(column);
    });
}

/// ` WHERE ..`, where there is one.
pub(crate) fn write_filter<'p>(filter: Option<&'p Fragment>, writer: &mut Writer<'p>) {
    if let Some(filter) = filter {
        writer.text(" WHERE ");
        filter.write(writer);
    }
}

/// All of them, behind the keyword, where there are any.
fn write_conditions<'p>(keyword: &str, conditions: &'p [Fragment], writer: &mut Writer<'p>) {
    let Some((first, rest)) = conditions.split_first() else { return };
    writer.text(keyword);
    if rest.is_empty() {
        return first.write(writer);
    }
    writer.list(conditions, " AND ", |writer, condition| {
        if condition.level() >= Level::And {
            return condition.write(writer);
        }
        writer.text("(");
        condition.write(writer);
        writer.text(")");
    });
}

/// ` ORDER BY ..`, where there is one.
pub(crate) fn write_order<'p>(order: &'p [OrderKey], writer: &mut Writer<'p>) {
    if !order.is_empty() {
        writer.text(" ORDER BY ");
        writer.list(order, ", ", |writer, item| item.write(writer));
    }
}
