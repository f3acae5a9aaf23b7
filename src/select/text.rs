//! The text of a query.

use std::sync::Arc;

use super::cte::Definition;
use super::query::{Distinct, Origin, Query};
use crate::expr::{Fragment, Level, OrderKey, Part};
use crate::table::TableInfo;
use crate::writer::Writer;

impl Query {
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
            Some(place) => {
                writer.text(&(place + 1).to_string());
            }
            None => key.write(writer),
        }
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
        match &self.limit {
            // What `one` and `first` ask for: no parameter to send, and the server plans for a single row.
            Some(1) => {
                writer.text(" LIMIT 1");
            }
            Some(limit) => {
                writer.text(" LIMIT ").param(limit);
            }
            None => {}
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
