//! The rows behind a cursor: a condition on the expressions that rows are ordered by.

use sha2::{Digest, Sha256};

use super::cursor::{Cursor, CursorError, CursorValue, Mistake, ORDER};
use super::query::Query;
use crate::expr::{Nulls, OrderKey};
use crate::writer::Writer;
use crate::{Error, Result};

/// Where the rows before a page end.
#[derive(Debug)]
pub(crate) struct Seek(pub(super) Cursor);

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
        let mut writer = Writer::default();
        super::write_order(&self.order, &mut writer);
        let mut hash = Sha256::new();
        hash.update(&writer.sql);
        for param in &writer.params {
            hash.update(format!("{param:?}"));
        }
        let mut order = [0; ORDER];
        order.copy_from_slice(&hash.finalize()[..ORDER]);
        order
    }
}

impl Seek {
    /// A row behind the cursor: `("a", "b") > ($1, $2)` where all columns go the same way and none can be NULL, which an index on
    /// them serves at once; else `("a" > $1 OR "a" = $1 AND (..))`.
    pub(super) fn write<'p>(&'p self, order: &'p [OrderKey], writer: &mut Writer<'p>) {
        let values = &self.0.values;
        let is_uniform = order.iter().all(|key| !key.can_be_null && key.descending == order[0].descending);
        if is_uniform && values.iter().all(|value| value.bytes.is_some()) {
            return write_row(order, values, writer);
        }
        let pairs: Vec<(&OrderKey, &CursorValue)> = order.iter().zip(values).collect();
        write_behind(&pairs, writer);
    }
}

fn write_row<'p>(order: &'p [OrderKey], values: &'p [CursorValue], writer: &mut Writer<'p>) {
    let descending = order.first().is_some_and(|key| key.descending);
    writer.text("(").list(order, ", ", |writer, key| key.value.write(writer));
    writer.text(if descending { ") < (" } else { ") > (" });
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
