//! New rows as values: what the struct that is derived beside a table's gives.

use std::fmt;
use std::sync::Arc;

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use super::{Feed, Rest, batch};
use crate::executor::Executor;
use crate::expr::Fragment;
use crate::record::{Given, Insertable};
use crate::returning::{self, Statement};
use crate::row::Cells;
use crate::select::{Body, Definition};
use crate::table::{Table, TableInfo};
use crate::writer::Writer;
use crate::{Result, Rows};

/// New rows: what `db.insert(..)` was given.
pub struct NewRows<N>(pub(super) Vec<N>);

impl<N: Insertable> NewRows<N> {
    fn values(&self) -> Vec<batch::RowValues<'_>> {
        self.0.iter().map(|row| row.values().into_iter().map(Given::value).collect()).collect()
    }
}

impl<N: Insertable> Feed for NewRows<N> {
    type Table = N::Table;

    fn text(&self, rest: &Rest, returning: &[Fragment]) -> String {
        let values = self.values();
        let batches = batch::batches(N::Table::INFO, &values);
        let mut writer = Writer::default();
        batch::write(N::Table::INFO, &batches, rest, returning, &mut writer);
        writer.sql
    }

    async fn execute(&self, executor: &Executor<'_>, rest: &Rest) -> Result<u64> {
        if self.0.is_empty() {
            return Ok(0);
        }
        let values = self.values();
        let batches = batch::batches(N::Table::INFO, &values);
        let mut writer = Writer::default();
        batch::write(N::Table::INFO, &batches, rest, &[], &mut writer);
        executor.execute(&writer.sql, &writer.params).await
    }

    async fn fetch<R: Send>(
        &self,
        executor: &Executor<'_>,
        rest: &Rest,
        returning: &[Fragment],
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> Result<Vec<R>> {
        if self.0.is_empty() {
            return Ok(Vec::new());
        }
        let values = self.values();
        let batches = batch::batches(N::Table::INFO, &values);
        let mut writer = Writer::default();
        batch::write(N::Table::INFO, &batches, rest, returning, &mut writer);
        let rows = executor.fetch(&writer.sql, &writer.params, decode).await?;
        Ok(batch::in_given_order(rows, &batches))
    }

    async fn stream<'e, R: Send>(
        &self,
        executor: &'e Executor<'e>,
        rest: &Rest,
        returning: &[Fragment],
        decode: fn(&mut Cells<'_>) -> Result<R>,
    ) -> Result<Rows<'e, R>> {
        if self.0.is_empty() {
            return Ok(Rows::none(decode));
        }
        let values = self.values();
        let batches = batch::batches(N::Table::INFO, &values);
        let mut writer = Writer::default();
        batch::write(N::Table::INFO, &batches, rest, returning, &mut writer);
        executor.stream(&writer.sql, &writer.params, decode).await
    }

    fn into_body(self, rest: Rest, returning: Vec<Fragment>) -> Body
    where
        Self: 'static,
    {
        let rows = Arc::new(self.0);
        let given: Vec<Vec<bool>> = (rows.iter())
            .map(|row: &N| row.values().into_iter().map(|given| given.value().is_some()).collect())
            .collect();
        let info = N::Table::INFO;
        let positions: Vec<usize> =
            (0..info.columns.len()).filter(|at| given.iter().any(|row| row[*at])).collect();
        let cell = |row: usize, position: usize| {
            let cell = CellOf { rows: Arc::clone(&rows), row, position };
            given[row][position].then(|| Fragment::param(Box::new(cell)))
        };
        let values = (0..rows.len())
            .map(|row| positions.iter().map(|position| cell(row, *position)).collect())
            .collect();
        let columns = positions.iter().map(|position| info.columns[*position].0).collect();
        returning::in_front(Listed { table: info, columns, rows: values, rest }, returning)
    }
}

/// A value of a new row, which stays where it is.
struct CellOf<N> {
    rows: Arc<Vec<N>>,
    row: usize,
    position: usize,
}

impl<N: Insertable> ToSql for CellOf<N> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self.rows[self.row].values().get(self.position).and_then(|given| given.value()) {
            Some(value) => value.to_sql_checked(ty, out),
            None => Ok(IsNull::Yes),
        }
    }

    fn accepts(_: &Type) -> bool {
        true // The value checks for itself.
    }

    to_sql_checked!();
}

impl<N: Insertable> fmt::Debug for CellOf<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CellOf({}.{})", N::Table::INFO.name, N::Table::INFO.columns[self.position].0)
    }
}

/// `INSERT INTO "todo" ("title", "done") VALUES ($1, DEFAULT), ($2, $3)`: in front of a query there is no place for a statement of
/// several parts, so each value is a parameter, of which a statement has 65,535 at most.
#[derive(Debug)]
struct Listed {
    table: &'static TableInfo,
    columns: Vec<&'static str>,
    /// `None` is DEFAULT.
    rows: Vec<Vec<Option<Fragment>>>,
    rest: Rest,
}

impl Statement for Listed {
    fn write<'p>(&'p self, returning: &'p [Fragment], writer: &mut Writer<'p>) {
        if self.rows.is_empty() {
            return self.write_nothing(returning, writer);
        }
        writer.text("INSERT INTO ").table(self.table);
        match (self.columns.as_slice(), self.rows.len()) {
            ([], rows) => batch::defaults(self.table, rows, writer),
            (columns, _) => {
                writer.text(" (").list(columns, ", ", |writer, column| {
                    writer.name(column);
                });
                writer.text(") VALUES ").list(&self.rows, ", ", |writer, row| {
                    writer.text("(").list(row, ", ", write_cell).text(")");
                });
            }
        }
        self.rest.write(writer);
        returning::write(returning, writer);
    }

    fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        self.rest.definitions(out);
    }
}

impl Listed {
    /// No row at all: what would be returned of one, of none.
    fn write_nothing<'p>(&'p self, returning: &'p [Fragment], writer: &mut Writer<'p>) {
        writer.changes_nothing = true;
        writer.text("SELECT ").list(returning, ", ", |writer, column| column.write(writer));
        writer.changes_nothing = false;
        writer.text(" FROM ").table(self.table);
        writer.text(" WHERE FALSE");
    }
}

fn write_cell<'p>(writer: &mut Writer<'p>, cell: &'p Option<Fragment>) {
    match cell {
        Some(value) => value.write(writer),
        None => {
            writer.text("DEFAULT");
        }
    }
}
