//! `update_in_chunks`.

use std::sync::Arc;
use std::time::Instant;

use super::course::Course;
use super::{Chunks, Progress};
use crate::executor::Executor;
use crate::expr::{Fragment, Level, OrderKey};
use crate::returning::{self, Statement};
use crate::row::Cells;
use crate::scope::Single;
use crate::select::{CursorValue, Definition, Seek, by_key, write_definitions};
use crate::table::{Table, TableInfo};
use crate::update::{Alteration, SaysWhich, Update};
use crate::writer::Writer;
use crate::{Cursor, Error, Result};

impl<T: Table, F: SaysWhich> Update<'_, T, F, Single<T>> {
    /// Changes the rows a chunk at a time, in the order of the primary key, each chunk in a transaction of its own. An error ends it;
    /// the chunks before stay committed, and a later run goes on behind them by [`Chunks::after`], or finds what is left by its filter.
    ///
    /// Each row that is there from the begin to the end, and matches, is changed once.
    ///
    /// ```no_run
    /// use tablewright::{Chunks, Db, Result, Table};
    ///
    /// #[derive(Table)]
    /// struct Todo {
    ///     #[column(primary_key, identity)]
    ///     id: i64,
    ///     title: String,
    ///     words: Option<i32>,
    /// }
    ///
    /// # async fn example(db: Db) -> Result<()> {
    /// let done = db
    ///     .update::<Todo>()
    ///     .set(Todo::WORDS, Todo::TITLE.char_length())
    ///     .filter(Todo::WORDS.is_null())
    ///     .update_in_chunks(Chunks::of(5_000).rows_per_second(50_000))
    ///     .await?;
    /// println!("{done}");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// What the server says; for a table without a primary key, for an update of the primary key itself, and inside of a transaction.
    pub async fn update_in_chunks(self, chunks: Chunks<'_>) -> Result<Progress> {
        let (executor, change) = self.into_alteration();
        let order = by_key(T::INFO)?;
        if let Some(key) = T::INFO.primary_key.iter().find(|key| change.set.sets(key)) {
            return Err(Error::other(format!(
                "column \"{key}\" is part of the primary key, by which chunks go, and cannot be changed in chunks"
            )));
        }
        let Some(mut course) = Course::start(executor, chunks)? else { return Ok(Progress::default()) };
        let mut part = Part { change: &change, order: &order, after: None, up_to: None };
        if let Some(cursor) = &course.progress.end {
            part.after = Some(Seek::checked(cursor.clone(), &order)?);
        }
        if change.set.is_empty() {
            return course.finish().await;
        }
        if course.counts {
            course.progress.total = Some(part.count(executor).await?);
        }
        let limit = i64::from(course.rows);
        loop {
            let (here, begun) = (&part, Instant::now());
            let done = course
                .each
                .chunk(async |tx| {
                    let Some(end) = here.end(limit, tx).await? else { return Ok(None) };
                    let up_to = Some(Seek::new(end.clone()));
                    let whole = Part { up_to, after: here.after.clone(), ..*here };
                    Ok(Some((returning::execute(tx, &whole).await?, end)))
                })
                .await?;
            let Some((rows, end)) = done else { return course.finish().await };
            part.after = Some(Seek::new(end.clone()));
            course.advance(rows, end, begun.elapsed()).await;
        }
    }
}

/// The part of an update that lies between two keys.
#[derive(Debug)]
struct Part<'c> {
    change: &'c Alteration,
    order: &'c [OrderKey],
    after: Option<Seek>,
    up_to: Option<Seek>,
}

impl Part<'_> {
    fn table(&self) -> &'static TableInfo {
        self.change.table
    }

    /// ` FROM .. WHERE ..`: the rows that match behind the last key.
    fn write_rest<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.text(" FROM ").table(self.table());
        self.write_where(writer);
    }

    fn write_where<'p>(&'p self, writer: &mut Writer<'p>) {
        let mut keyword = " WHERE ";
        if let Some(filter) = &self.change.filter {
            let encloses = filter.level() < Level::And;
            writer.text(keyword).text(if encloses { "(" } else { "" });
            filter.write(writer);
            writer.text(if encloses { ")" } else { "" });
            keyword = " AND ";
        }
        if let Some(after) = &self.after {
            writer.text(keyword);
            after.write(self.order, writer);
            keyword = " AND ";
        }
        if let Some(up_to) = &self.up_to {
            writer.text(keyword);
            up_to.write_up_to(self.order, writer);
        }
    }

    fn write_keys<'p>(&'p self, writer: &mut Writer<'p>) {
        writer.list(self.order, ", ", |writer, key| key.value.write(writer));
    }

    fn begin(&self) -> Writer<'_> {
        let mut writer = Writer::default();
        let mut all = Vec::new();
        self.change.filter.iter().for_each(|part| part.definitions(&mut all));
        write_definitions(all, &mut writer);
        writer
    }

    /// The last of the next keys: `SELECT .. FROM (SELECT .. ORDER BY .. LIMIT ..) ORDER BY .. DESC LIMIT 1`.
    fn write_end<'p>(&'p self, limit: &'p i64) -> Writer<'p> {
        let mut writer = self.begin();
        let places = 0..self.order.len();
        writer.text("SELECT ").list(places.clone(), ", ", |writer, place| {
            writer.nth(place);
        });
        writer.text(" FROM (SELECT ");
        self.write_keys(&mut writer);
        self.write_rest(&mut writer);
        writer.text(" ORDER BY ");
        self.write_keys(&mut writer);
        writer.text(" LIMIT ").param(limit);
        writer.text(") AS \"chunk\" (").list(places.clone(), ", ", |writer, place| {
            writer.nth(place);
        });
        writer.text(") ORDER BY ").list(places, ", ", |writer, place| {
            writer.nth(place).text(" DESC");
        });
        writer.text(" LIMIT 1");
        writer
    }

    async fn end(&self, limit: i64, on: &Executor<'_>) -> Result<Option<Cursor>> {
        let writer = self.write_end(&limit);
        let keys = self.order.len();
        let read = |cells: &mut Cells<'_>| {
            let values = (0..keys).filter_map(|_| cells.raw()).map(|(ty, raw)| CursorValue::new(ty, raw));
            Ok(values.collect::<Vec<_>>())
        };
        let ends = on.fetch(&writer.sql, &writer.params, read).await?;
        Ok(ends.into_iter().next().map(|values| Cursor::of(self.order, values)))
    }

    async fn count(&self, on: &Executor<'_>) -> Result<u64> {
        let mut writer = self.begin();
        writer.text("SELECT count(*)");
        self.write_rest(&mut writer);
        let counts = on.fetch(&writer.sql, &writer.params, |cells| cells.next::<i64>()).await?;
        Ok(counts.first().map_or(0, |count| count.unsigned_abs()))
    }
}

impl Statement for Part<'_> {
    fn write<'p>(&'p self, returning: &'p [Fragment], writer: &mut Writer<'p>) {
        writer.text("UPDATE ").table(self.table()).text(" SET ");
        self.change.set.write(writer);
        self.write_where(writer);
        returning::write(returning, writer);
    }

    fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        self.change.definitions(out);
    }
}

#[cfg(test)]
mod tests {
    use tokio_postgres::types::Type;

    use super::*;
    use crate::{Db, Options};

    #[allow(dead_code, reason = "only its columns are named")]
    #[derive(tablewright_derive::Table)]
    #[table(primary_key(columns(shop, number)))]
    struct Order {
        shop: i32,
        number: i64,
        paid: bool,
    }

    #[tokio::test]
    async fn chunks_go_by_key_and_never_by_offset() {
        let db = Db::connect_lazy("postgres://nobody@localhost/nowhere", &Options::default()).unwrap();
        let either = Order::SHOP.eq(1).or(Order::NUMBER.gt(5));
        let (_, change) = db.update::<Order>().set(Order::PAID, true).filter(either).into_alteration();
        let order = by_key(Order::INFO).unwrap();
        let key = |shop: i32, number: i64| {
            let values = vec![
                CursorValue::new(&Type::INT4, Some(&shop.to_be_bytes())),
                CursorValue::new(&Type::INT8, Some(&number.to_be_bytes())),
            ];
            Some(Seek::new(Cursor::of(&order, values)))
        };
        let part = Part { change: &change, order: &order, after: key(1, 2), up_to: None };
        assert_eq!(
            part.write_end(&100).sql,
            r#"SELECT "c0", "c1" FROM (SELECT "order"."shop", "order"."number" FROM "order" WHERE ("order"."shop" = $1 OR "order"."number" > $2) AND ("order"."shop", "order"."number") > ($3, $4) ORDER BY "order"."shop", "order"."number" LIMIT $5) AS "chunk" ("c0", "c1") ORDER BY "c0" DESC, "c1" DESC LIMIT 1"#
        );
        let whole = Part { up_to: key(3, 4), after: part.after.clone(), ..part };
        assert_eq!(
            returning::text(&whole, &[]),
            r#"UPDATE "order" SET "paid" = $1 WHERE ("order"."shop" = $2 OR "order"."number" > $3) AND ("order"."shop", "order"."number") > ($4, $5) AND ("order"."shop", "order"."number") <= ($6, $7)"#
        );
    }
}
