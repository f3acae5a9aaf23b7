//! Rows that give the same columns, and the statement that inserts them.

use std::sync::Arc;

use smallvec::SmallVec;
use tokio_postgres::types::ToSql;

use super::conflict::Rest;
use crate::expr::Fragment;
use crate::params::{ArrayOf, Bounds, Flattened, Lengths, Param};
use crate::returning;
use crate::select::write_definitions;
use crate::table::TableInfo;
use crate::writer::Writer;

/// Up to so many rows are written out as `VALUES`, a statement for each number of them; more are sent as arrays, by one statement
/// whatever their number. `VALUES` is quicker for few rows (`cargo bench --bench queries`: a quarter at 2 to 10 rows, nothing from
/// 50 on), but each number of rows takes a place among the statements that a connection keeps prepared.
const FEW: usize = 10;

/// A row's values, one for each column of the table; `None` is DEFAULT.
pub(super) type RowValues<'r> = Vec<Option<Param<'r>>>;

/// Rows that give the same columns.
pub(super) struct Batch<'r> {
    /// Their places among all rows.
    rows: Vec<usize>,
    columns: Vec<Column<'r>>,
}

/// A column that the rows of a batch give.
struct Column<'r> {
    name: &'static str,
    ty: &'static str,
    values: Values<'r>,
}

enum Values<'r> {
    /// Of each row a parameter.
    Each(SmallVec<[Param<'r>; 1]>),
    /// Of several rows, as one array.
    Array(Box<dyn ToSql + Sync + Send + 'r>),
    /// Of several rows, whose values are arrays: the elements, and where each row's begin and end.
    Arrays { elements: Box<dyn ToSql + Sync + Send + 'r>, first: Bounds, last: Bounds },
}

/// Puts together the rows that give the same columns, in the order in which each kind of row first comes.
pub(super) fn batches<'r>(table: &TableInfo, values: &'r [RowValues<'r>]) -> Vec<Batch<'r>> {
    let mut kinds: Vec<(Vec<bool>, Vec<usize>)> = Vec::new();
    for (row, values) in values.iter().enumerate() {
        let given: Vec<bool> = values.iter().map(Option::is_some).collect();
        match kinds.iter_mut().find(|(kind, _)| *kind == given) {
            Some((_, rows)) => rows.push(row),
            None => kinds.push((given, vec![row])),
        }
    }
    let column = |rows: &[usize], position: usize, form: Form| {
        let (name, ty) = table.columns[position];
        let values = rows.iter().filter_map(|row| values[*row][position]);
        Column { name, ty, values: self::values(form, ty, values) }
    };
    let batch = |(given, rows): (Vec<bool>, Vec<usize>)| {
        let positions: Vec<usize> = (0..given.len()).filter(|position| given[*position]).collect();
        // Arrays of several dimensions cannot be joined into one array.
        let nested = positions.iter().any(|position| table.columns[*position].1.ends_with("[][]"));
        let form = if nested || rows.len() <= FEW { Form::Each } else { Form::Arrays };
        Batch { columns: positions.iter().map(|position| column(&rows, *position, form)).collect(), rows }
    };
    kinds.into_iter().map(batch).collect()
}

/// How the rows of a batch are sent.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Each,
    Arrays,
}

fn values<'r>(form: Form, ty: &str, values: impl Iterator<Item = Param<'r>>) -> Values<'r> {
    match form {
        Form::Each => Values::Each(values.collect()),
        Form::Arrays if ty.ends_with("[]") => {
            let values = values.collect();
            let lengths = Lengths::default();
            let elements = Box::new(Flattened { values, lengths: Arc::clone(&lengths) });
            let first = Bounds { lengths: Arc::clone(&lengths), last: false };
            Values::Arrays { elements, first, last: Bounds { lengths, last: true } }
        }
        Form::Arrays => Values::Array(Box::new(ArrayOf(values.collect()))),
    }
}

/// One `INSERT`, or one statement of several of them when the rows give different columns.
pub(super) fn write<'p>(
    table: &'static TableInfo,
    batches: &'p [Batch<'_>],
    rest: &'p Rest,
    returning: &'p [Fragment],
    writer: &mut Writer<'p>,
) {
    if let [batch] = batches {
        let mut all = Vec::new();
        rest.definitions(&mut all);
        returning.iter().for_each(|part| part.definitions(&mut all));
        write_definitions(all, writer);
        return insert(table, batch, rest, returning, false, writer);
    }
    writer.text("WITH ");
    writer.list(batches.iter().enumerate(), ", ", |writer, (i, batch)| {
        writer.name(&format!("part{i}")).text(" AS (");
        insert(table, batch, rest, returning, true, writer);
        writer.text(")");
    });
    writer.text(" ");
    writer.list(0..batches.len(), " UNION ALL ", |writer, i| {
        writer.text("SELECT * FROM ").name(&format!("part{i}"));
    });
}

fn insert<'p>(
    table: &'static TableInfo,
    batch: &'p Batch<'_>,
    rest: &'p Rest,
    returning: &'p [Fragment],
    counted: bool,
    writer: &mut Writer<'p>,
) {
    writer.text("INSERT INTO ").table(table);
    match batch.columns.as_slice() {
        [] => defaults(table, batch.rows.len(), writer),
        columns => {
            writer.text(" (").list(columns, ", ", |writer, column| {
                writer.name(column.name);
            });
            writer.text(") ");
            rows(columns, writer);
        }
    }
    rest.write(writer);
    returning::write(returning, writer);
    if returning.is_empty() && counted {
        // A part of a larger statement is counted by the rows that it returns.
        writer.text(" RETURNING 1");
    }
}

/// Rows that give no column at all.
pub(super) fn defaults(table: &TableInfo, rows: usize, writer: &mut Writer<'_>) {
    let Some((first, _)) = table.columns.first().filter(|_| rows > 1) else {
        writer.text(" DEFAULT VALUES");
        return;
    };
    writer.text(" (").name(first).text(") VALUES ").list(0..rows, ", ", |writer, _| {
        writer.text("(DEFAULT)");
    });
}

fn rows<'p>(columns: &'p [Column<'_>], writer: &mut Writer<'p>) {
    if let Some(Values::Each(first)) = columns.first().map(|column| &column.values) {
        return each_row(columns, first.len(), writer);
    }
    let has_arrays = columns.iter().any(|column| matches!(column.values, Values::Arrays { .. }));
    if has_arrays {
        return rows_with_arrays(columns, writer);
    }
    // In the select list, not in `FROM`, where the values of a composite type would be taken apart. It also is faster by half.
    writer.text("SELECT ").list(columns, ", ", |writer, column| {
        if let Values::Array(values) = &column.values {
            unnest(values.as_ref(), column.ty, writer);
        }
    });
}

fn unnest<'p>(values: Param<'p>, ty: &'static str, writer: &mut Writer<'p>) {
    writer.text("UNNEST(").param(values).text("::").text(ty).text("[])");
}

/// `VALUES ($1, $2), ($3, $4)`: the server takes the types from the columns.
fn each_row<'p>(columns: &'p [Column<'_>], rows: usize, writer: &mut Writer<'p>) {
    writer.text("VALUES ").list(0..rows, ", ", |writer, row| {
        writer.text("(").list(columns, ", ", |writer, column| {
            if let Values::Each(values) = &column.values
                && let Some(value) = values.get(row)
            {
                writer.param(*value);
            }
        });
        writer.text(")");
    });
}

/// `SELECT "row"."c0", ($1::text[])["row"."first1":"row"."last1"] FROM (SELECT UNNEST($2::bigint[]), UNNEST($3::integer[]),
/// UNNEST($4::integer[])) AS "row" ("c0", "first1", "last1")`. The outer list comes first, so the elements are encoded before
/// their bounds.
fn rows_with_arrays<'p>(columns: &'p [Column<'_>], writer: &mut Writer<'p>) {
    writer.text("SELECT ").list(columns.iter().enumerate(), ", ", |writer, (i, column)| {
        match &column.values {
            Values::Each(_) | Values::Array(_) => {
                writer.text("\"row\".").name(&format!("c{i}"));
            }
            Values::Arrays { elements, .. } => {
                writer.text("(").param(elements.as_ref()).text("::").text(column.ty);
                writer.text(&format!(")[\"row\".\"first{i}\":\"row\".\"last{i}\"]"));
            }
        }
    });
    writer.text(" FROM (SELECT ").list(columns, ", ", |writer, column| match &column.values {
        Values::Each(_) => {}
        Values::Array(values) => unnest(values.as_ref(), column.ty, writer),
        Values::Arrays { first, last, .. } => {
            unnest(first, "integer", writer);
            writer.text(", ");
            unnest(last, "integer", writer);
        }
    });
    writer.text(") AS \"row\" (").list(columns.iter().enumerate(), ", ", |writer, (i, column)| {
        writer.text(&match column.values {
            Values::Each(_) | Values::Array(_) => format!("\"c{i}\""),
            Values::Arrays { .. } => format!("\"first{i}\", \"last{i}\""),
        });
    });
    writer.text(")");
}

/// The rows in the order in which they were given. Parts come one after the other; when a conflict left some out, there is
/// no telling which, and they stay as they came.
pub(super) fn in_given_order<R>(rows: Vec<R>, batches: &[Batch<'_>]) -> Vec<R> {
    let places: Vec<usize> = batches.iter().flat_map(|batch| batch.rows.iter().copied()).collect();
    if batches.len() == 1 || places.len() != rows.len() {
        return rows;
    }
    let mut placed: Vec<(usize, R)> = places.into_iter().zip(rows).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, row)| row).collect()
}
