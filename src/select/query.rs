//! The parts of a query, and its text.

use crate::expr::{Fragment, OrderKey};
use crate::filter::both;
use crate::table::TableInfo;
use crate::writer::Writer;

/// A query without its types.
#[derive(Debug)]
pub struct Query {
    pub(crate) from: &'static TableInfo,
    pub(crate) joins: Vec<Join>,
    pub(crate) filter: Option<Fragment>,
    pub(crate) order: Vec<OrderKey>,
    pub(crate) limit: Option<i64>,
    pub(crate) offset: Option<i64>,
    /// What to select; `None` is every column of every table.
    pub(crate) columns: Option<Vec<Fragment>>,
}

#[derive(Debug)]
pub(crate) struct Join {
    pub(crate) kind: JoinKind,
    pub(crate) table: &'static TableInfo,
    pub(crate) on: Fragment,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum JoinKind {
    Inner,
    Left,
}

impl Query {
    pub(crate) fn new(from: &'static TableInfo) -> Self {
        Self {
            from,
            joins: Vec::new(),
            filter: None,
            order: Vec::new(),
            limit: None,
            offset: None,
            columns: None,
        }
    }

    pub(crate) fn filter(&mut self, predicate: Option<Fragment>) {
        self.filter = both(self.filter.take(), predicate);
    }

    /// `SELECT .. FROM .. LIMIT ..`.
    pub(crate) fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.text("SELECT ");
        match &self.columns {
            Some(columns) => {
                writer.list(columns, ", ", |writer, column| column.write(writer));
            }
            None => self.write_all_columns(writer),
        }
        self.write_body(writer);
        self.write_tail(writer);
    }

    /// `SELECT count(*) ..`: of the rows that the query would give.
    pub(crate) fn write_count<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.text("SELECT count(*)");
        if self.limit.is_none() && self.offset.is_none() {
            return self.write_body(writer);
        }
        writer.text(" FROM (SELECT 1");
        self.write_body(writer);
        self.write_tail(writer);
        writer.text(") AS \"rows\"");
    }

    /// `SELECT EXISTS (..)`.
    pub(crate) fn write_exists<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.text("SELECT EXISTS (SELECT 1");
        self.write_body(writer);
        self.write_tail(writer);
        writer.text(")");
    }

    fn write_all_columns(&self, writer: &mut Writer<'_>) {
        columns_of(writer, self.from);
        for join in &self.joins {
            writer.text(", ");
            // Without a NOT NULL column, only the row's own place tells whether it is there.
            if matches!(join.kind, JoinKind::Left) && join.table.key.is_none() {
                writer.table(join.table).text(".ctid IS NOT NULL, ");
            }
            columns_of(writer, join.table);
        }
    }

    fn write_body<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.text(" FROM ").table(self.from);
        for join in &self.joins {
            writer.text(match join.kind {
                JoinKind::Inner => " JOIN ",
                JoinKind::Left => " LEFT JOIN ",
            });
            writer.table(join.table).text(" ON ");
            join.on.write(writer);
        }
        write_filter(self.filter.as_ref(), writer);
    }

    fn write_tail<'p>(&'p self, writer: &mut Writer<'p>) {
        write_order(&self.order, writer);
        if let Some(limit) = &self.limit {
            writer.text(" LIMIT ").param(limit);
        }
        if let Some(offset) = &self.offset {
            writer.text(" OFFSET ").param(offset);
        }
    }
}

/// Every column of a table, qualified.
pub(crate) fn columns_of(writer: &mut Writer<'_>, table: &TableInfo) {
    writer.list(table.columns, ", ", |writer, (column, _)| {
        writer.column(table, column);
    });
}

/// ` WHERE ..`, where there is one.
pub(crate) fn write_filter<'p>(filter: Option<&'p Fragment>, writer: &mut Writer<'p>) {
    if let Some(filter) = filter {
        writer.text(" WHERE ");
        filter.write(writer);
    }
}

/// ` ORDER BY ..`, where there is one.
pub(crate) fn write_order<'p>(order: &'p [OrderKey], writer: &mut Writer<'p>) {
    if !order.is_empty() {
        writer.text(" ORDER BY ");
        writer.list(order, ", ", |writer, item| item.write(writer));
    }
}
