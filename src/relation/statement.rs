//! The statement that loads the rows of a relation for many keys.
//!
//! | keys | statement |
//! | --- | --- |
//! | compared here | `SELECT .. FROM "todo" WHERE "todo"."user_id" = ANY($1::bigint[])` |
//! | numbered | `SELECT "the key"."row", .. FROM UNNEST($1::text[]) WITH ORDINALITY AS "the key" ("k0", "row") JOIN "todo" ON ..` |
//! | with a limit for each | `.. CROSS JOIN LATERAL (SELECT .. LIMIT $2) AS "the rows"` |
//!
//! Tables in between are joined in front of the last one.

use super::keys::{Form, Keys, Numbered};
use super::load::Asked;
use super::path::{Pair, Path};
use crate::select::{columns_of, write_filter, write_order};
use crate::table::TableInfo;
use crate::writer::Writer;

/// Where the key of a row stands among the cells of the statement, and how many come before the row's own.
pub(super) struct OwnKey {
    pub(super) place: usize,
    pub(super) before: usize,
}

/// The key is one of the row's own cells, or stands before them where it belongs to a table in between.
pub(super) fn own_key(table: &TableInfo, path: &Path) -> OwnKey {
    match (path.hops().next(), path.first.as_slice()) {
        (None, [(_, column), ..]) => OwnKey { place: table.position(column).unwrap_or(0), before: 0 },
        (Some(_), _) | (None, []) => OwnKey { place: 0, before: 1 },
    }
}

pub(super) fn write<'p>(
    table: &'static TableInfo,
    asked: &'p Asked,
    keys: &'p Keys,
    writer: &mut Writer<'p>,
) {
    let from = Tables { last: table, path: &asked.path };
    match (&keys.form, &asked.limit) {
        (Form::Compared(keys), _) => {
            writer.text("SELECT ");
            let column = asked.path.first.as_slice().first().map_or("", |(_, column)| column);
            if asked.path.hops().next().is_some() {
                from.column(0, column, writer);
                writer.text(", ");
            }
            columns_of(writer, table);
            writer.text(" FROM ");
            from.write(writer);
            writer.text(" WHERE ");
            from.column(0, column, writer);
            writer.text(" = ANY(").param(&keys.distinct).text("::").text(keys.ty).text("[])");
            write_and(asked, writer);
            write_order(&asked.order, writer);
        }
        (Form::Numbered(keys), None) => {
            writer.text("SELECT \"the key\".\"row\", ");
            columns_of(writer, table);
            write_numbered(keys, writer);
            writer.text(" JOIN ");
            from.write_on(writer, |writer| from.write_match(writer));
            write_filter(asked.filter.as_ref(), writer);
            write_order(&asked.order, writer);
        }
        (Form::Numbered(keys), Some(limit)) => {
            writer.text("SELECT \"the key\".\"row\", ");
            writer.list(table.columns, ", ", |writer, (column, _)| {
                writer.text("\"the rows\".").name(column);
            });
            write_numbered(keys, writer);
            // A limit counts for each key: the rows are looked up one key at a time, by the server.
            writer.text(" CROSS JOIN LATERAL (SELECT ");
            columns_of(writer, table);
            writer.text(" FROM ");
            from.write(writer);
            writer.text(" WHERE ");
            from.write_match(writer);
            write_and(asked, writer);
            write_order(&asked.order, writer);
            writer.text(" LIMIT ").param(limit).text(") AS \"the rows\"");
        }
    }
}

/// `FROM UNNEST(..) WITH ORDINALITY AS "the key" (..)`: with a blank in it, the name is hardly a table's.
fn write_numbered<'p>(keys: &'p Numbered, writer: &mut Writer<'p>) {
    writer.text(" FROM UNNEST(");
    writer.list(keys.values.iter().zip(&keys.types), ", ", |writer, (values, ty)| {
        writer.param(values).text("::").text(ty).text("[]");
    });
    writer.text(") WITH ORDINALITY AS \"the key\" (");
    writer.list(0..keys.values.len(), ", ", |writer, i| {
        writer.name(&format!("k{i}"));
    });
    writer.text(", \"row\")");
}

fn write_and<'p>(asked: &'p Asked, writer: &mut Writer<'p>) {
    if let Some(filter) = &asked.filter {
        writer.text(" AND (");
        filter.write(writer);
        writer.text(")");
    }
}

/// The tables in between, and the last one.
struct Tables<'a> {
    last: &'static TableInfo,
    path: &'a Path,
}

impl Tables<'_> {
    /// What the table at a place is called.
    fn column(&self, at: usize, column: &str, writer: &mut Writer<'_>) {
        match self.path.hops().nth(at) {
            Some(_) => writer.name(&format!("via {at}")).text(".").name(column),
            None => writer.column(self.last, column),
        };
    }

    fn table(&self, at: usize, writer: &mut Writer<'_>) {
        match self.path.hops().nth(at) {
            Some(hop) => writer.table(hop.from).text(" AS ").name(&format!("via {at}")),
            None => writer.table(self.last),
        };
    }

    /// `"membership" AS "via 0" JOIN "group" ON ..`.
    fn write(&self, writer: &mut Writer<'_>) {
        self.write_on(writer, |_| {});
    }

    /// The same, behind a `JOIN` whose condition comes behind the first table.
    fn write_on(&self, writer: &mut Writer<'_>, on: impl FnOnce(&mut Writer<'_>)) {
        self.table(0, writer);
        let before = writer.sql.len();
        writer.text(" ON ");
        let start = writer.sql.len();
        on(writer);
        if writer.sql.len() == start {
            writer.sql.truncate(before);
        }
        for (at, hop) in self.path.hops().enumerate() {
            writer.text(" JOIN ");
            self.table(at + 1, writer);
            writer.text(" ON ");
            writer.list(hop.pairs.as_slice(), " AND ", |writer, (column, next): &Pair| {
                self.column(at + 1, next, writer);
                writer.text(" = ");
                self.column(at, column, writer);
            });
        }
    }

    fn write_match(&self, writer: &mut Writer<'_>) {
        writer.list(self.path.first.as_slice().iter().enumerate(), " AND ", |writer, (i, (_, column))| {
            self.column(0, column, writer);
            writer.text(" = \"the key\".").name(&format!("k{i}"));
        });
    }
}
