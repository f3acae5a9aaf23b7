//! The rows behind a cursor: a condition on the expressions that rows are ordered by.

use sha2::{Digest, Sha256};

use super::cursor::{Cursor, CursorError, CursorValue, Mistake, ORDER};
use super::query::{Lock, Query};
use crate::expr::{Fragment, Nulls, OrderKey};
use crate::table::TableInfo;
use crate::writer::Writer;
use crate::{Error, Result};

/// Where the rows before a page end.
#[derive(Clone, Debug)]
pub(crate) struct Seek(pub(super) Cursor);

/// A table in the order of its primary key.
pub(crate) fn by_key(table: &'static TableInfo) -> Result<Vec<OrderKey>> {
    if table.primary_key.is_empty() {
        let name = table.name;
        return Err(Error::other(format!("table \"{name}\" has no primary key, by which chunks would go")));
    }
    let key = |column: &&'static str| OrderKey {
        value: Fragment::column(table, column),
        descending: false,
        nulls: None,
        can_be_null: false,
    };
    Ok(table.primary_key.iter().map(key).collect())
}

/// Stands for an order: its text, the values in it, and what is selected from.
fn hash_of(order: &[OrderKey]) -> [u8; ORDER] {
    let mut writer = Writer::default();
    super::write_order(order, &mut writer);
    let mut hash = Sha256::new();
    hash.update(&writer.sql);
    for param in &writer.params {
        hash.update(format!("{param:?}"));
    }
    let mut order = [0; ORDER];
    order.copy_from_slice(&hash.finalize()[..ORDER]);
    order
}

impl Cursor {
    /// The end of rows in an order, with the values that the last one is ordered by.
    pub(crate) fn of(order: &[OrderKey], values: Vec<CursorValue>) -> Self {
        Self { order: hash_of(order), values }
    }
}

impl Query {
    /// What only shows when the whole query is there: whether its cursor is one of its own.
    pub(crate) fn check(&self) -> Result<()> {
        let Some(more) = &self.more else { return Ok(()) };
        if more.seek.is_none() && !more.selects_order {
            return Ok(());
        }
        let mistake = if self.order.is_empty() {
            Mistake::NoOrder
        } else if !more.group.is_empty() || !more.having.is_empty() {
            Mistake::Groups
        } else {
            match &more.seek {
                Some(Seek(cursor)) if !self.has_written(cursor) => Mistake::OtherOrder,
                Some(_) | None => return Ok(()),
            }
        };
        Err(Error::other(CursorError(mistake)))
    }

    fn has_written(&self, cursor: &Cursor) -> bool {
        cursor.order == self.order_hash() && cursor.values.len() == self.order.len()
    }

    /// Stands for the order: its text, the values in it, and what is selected from.
    pub(super) fn order_hash(&self) -> [u8; ORDER] {
        hash_of(&self.order)
    }

    /// Rows that are read are locked.
    pub(crate) fn lock_rows(&mut self) {
        self.more().lock = Some(Lock { strength: "UPDATE", of: Vec::new(), wait: "" });
    }
}

impl Seek {
    pub(crate) fn new(cursor: Cursor) -> Self {
        Self(cursor)
    }

    /// Of a cursor that may belong to another order.
    pub(crate) fn checked(cursor: Cursor, order: &[OrderKey]) -> Result<Self> {
        if cursor.order == hash_of(order) && cursor.values.len() == order.len() {
            return Ok(Self(cursor));
        }
        Err(Error::other(CursorError(Mistake::OtherOrder)))
    }

    /// A row up to the cursor: `("a", "b") <= ($1, $2)`, of columns that go up and cannot be NULL.
    pub(crate) fn write_up_to<'p>(&'p self, order: &'p [OrderKey], writer: &mut Writer<'p>) {
        write_row(order, ") <= (", &self.0.values, writer);
    }

    /// A row behind the cursor: `("a", "b") > ($1, $2)` where all columns go the same way and none can be NULL, which an index on
    /// them serves at once; else `("a" > $1 OR "a" = $1 AND (..))`.
    pub(crate) fn write<'p>(&'p self, order: &'p [OrderKey], writer: &mut Writer<'p>) {
        let values = &self.0.values;
        let is_uniform = order.iter().all(|key| !key.can_be_null && key.descending == order[0].descending);
        if is_uniform && values.iter().all(|value| value.bytes.is_some()) {
            let descending = order.first().is_some_and(|key| key.descending);
            return write_row(order, if descending { ") < (" } else { ") > (" }, values, writer);
        }
        let pairs: Vec<(&OrderKey, &CursorValue)> = order.iter().zip(values).collect();
        write_behind(&pairs, writer);
    }
}

fn write_row<'p>(order: &'p [OrderKey], operator: &str, values: &'p [CursorValue], writer: &mut Writer<'p>) {
    writer.text("(").list(order, ", ", |writer, key| key.value.write(writer));
    writer.text(operator);
    writer.list(values, ", ", |writer, value| {
        writer.param(value);
    });
    writer.text(")");
}

/// `(first is behind OR first is equal AND (rest is behind))`.
fn write_behind<'p>(pairs: &[(&'p OrderKey, &'p CursorValue)], writer: &mut Writer<'p>) {
    let Some(((key, value), rest)) = pairs.split_first() else {
        writer.text("FALSE");
        return;
    };
    writer.text("(");
    write_first_behind(key, value, writer);
    if !rest.is_empty() {
        writer.text(" OR (");
        key.value.write(writer);
        match value.bytes {
            Some(_) => writer.text(") = ").param(*value),
            None => writer.text(") IS NULL"),
        };
        writer.text(" AND ");
        write_behind(rest, writer);
    }
    writer.text(")");
}

fn write_first_behind<'p>(key: &'p OrderKey, value: &'p CursorValue, writer: &mut Writer<'p>) {
    match (&value.bytes, key.nulls()) {
        (None, Nulls::Last) => {
            writer.text("FALSE");
        }
        (None, Nulls::First) => {
            writer.text("(");
            key.value.write(writer);
            writer.text(") IS NOT NULL");
        }
        (Some(_), nulls) => {
            writer.text("(");
            key.value.write(writer);
            writer.text(if key.descending { ") < " } else { ") > " }).param(value);
            if key.can_be_null && nulls == Nulls::Last {
                writer.text(" OR (");
                key.value.write(writer);
                writer.text(") IS NULL");
            }
        }
    }
}
