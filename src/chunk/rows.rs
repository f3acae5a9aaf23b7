//! `for_each_chunk`.

use std::ops::AsyncFnOnce;
use std::time::Instant;

use super::course::Course;
use super::{Chunk, Chunks, Progress};
use crate::row::Cells;
use crate::scope::Single;
use crate::select::{CursorValue, Decoder, Pages, Query, Runs, Seek, by_key};
use crate::table::Stored;
use crate::writer::Writer;
use crate::{Cursor, Error, Executor, Result, Select, Transaction};

impl<T: Stored, O: Pages<Single<T>>, E: Runs> Select<Single<T>, O, E> {
    /// Reads the rows a chunk at a time, in the order of the primary key, and works on each chunk in a transaction of its own, which
    /// is committed when the closure returns `Ok`. An error ends it; the chunks before stay committed, and a later run goes on
    /// behind them by [`Chunks::after`].
    ///
    /// Each row that is there from the begin to the end is seen once. One that is inserted meanwhile is seen when its key is behind the
    /// chunks that were. A chunk that meets another transaction (a serialization failure, a deadlock) is read and worked on again;
    /// each attempt has a clone of the closure, so that what it counts outside has to be behind a reference, such as an atomic.
    ///
    /// ```no_run
    /// use tablewright::{Chunks, Db, Result, Table};
    ///
    /// #[derive(Table)]
    /// struct Todo {
    ///     #[column(primary_key, identity)]
    ///     id: i64,
    ///     title: String,
    ///     slug: Option<String>,
    /// }
    ///
    /// # fn slug(title: &str) -> String { title.to_lowercase() }
    /// # async fn example(db: Db) -> Result<()> {
    /// let chunks = Chunks::of(1_000).locked().on_progress(|progress| println!("{progress}"));
    /// db.select::<Todo>()
    ///     .filter(Todo::SLUG.is_null())
    ///     .for_each_chunk(chunks, async |tx, chunk| {
    ///         for todo in chunk.rows {
    ///             let slug = slug(&todo.title);
    ///             tx.update::<Todo>().set(Todo::SLUG, slug).filter(Todo::ID.eq(todo.id)).run().await?;
    ///         }
    ///         Ok(())
    ///     })
    ///     .await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// What the closure returns, what the server says, and for a table without a primary key, for a query that has an order or offset
    /// of its own, and inside of a transaction.
    pub async fn for_each_chunk<F>(mut self, chunks: Chunks<'_>, work: F) -> Result<Progress>
    where
        F: AsyncFnOnce(&mut Transaction<'_>, Chunk<O::Row>) -> Result<()> + Clone,
    {
        if !self.query.order.is_empty() || self.query.offset.is_some() {
            return Err(Error::other(
                "chunks go by the primary key; take `.order_by(..)` and `.offset(..)` away",
            ));
        }
        self.query.order = by_key(T::SOURCE)?;
        let Some(mut course) = Course::start(self.executor.executor(), chunks)? else {
            return Ok(Progress::default());
        };
        if let Some(cursor) = &course.progress.end {
            self.query.more().seek = Some(Seek::new(cursor.clone()));
        }
        if course.counts {
            course.progress.total = Some(count(&self.query, self.executor.executor()).await?);
        }
        self.query.more().selects_order = true;
        if course.locks {
            self.query.lock_rows();
        }
        self.query.check()?;
        let (decode, mut left) = (self.output.row_decoder(), self.query.limit);
        loop {
            let limit = left.map_or(i64::from(course.rows), |left| left.min(i64::from(course.rows)));
            if limit <= 0 {
                return course.finish().await;
            }
            self.query.limit = Some(limit);
            let (query, work, begun) = (&self.query, &work, Instant::now());
            let done = course
                .each
                .chunk(async |tx| {
                    let Some(chunk) = read(query, decode, tx).await? else { return Ok(None) };
                    let done = (chunk.rows.len() as u64, chunk.end.clone());
                    work.clone()(tx, chunk).await?;
                    Ok(Some(done))
                })
                .await?;
            let Some((rows, end)) = done else { return course.finish().await };
            self.query.more().seek = Some(Seek::new(end.clone()));
            left = left.map(|left| left.saturating_sub_unsigned(rows));
            course.advance(rows, end, begun.elapsed()).await;
        }
    }
}

/// The next rows; `None` where there are no more.
async fn read<R: Send>(query: &Query, decode: Decoder<R>, on: &Executor<'_>) -> Result<Option<Chunk<R>>> {
    let mut last: Vec<CursorValue> = Vec::new();
    let keys = query.order.len();
    let each = |cells: &mut Cells<'_>| {
        let row = decode(cells)?;
        last.clear();
        last.extend((0..keys).filter_map(|_| cells.raw()).map(|(ty, raw)| CursorValue::new(ty, raw)));
        Ok(row)
    };
    let mut writer = Writer::default();
    query.write(&mut writer);
    let rows = on.fetch(&writer.sql, &writer.params, each).await?;
    Ok((!rows.is_empty()).then(|| Chunk { rows, end: Cursor::of(&query.order, last) }))
}

async fn count(query: &Query, on: &Executor<'_>) -> Result<u64> {
    query.check()?;
    let mut writer = Writer::default();
    query.write_count(&mut writer);
    let counts = on.fetch(&writer.sql, &writer.params, |cells| cells.next::<i64>()).await?;
    Ok(counts.first().map_or(0, |count| count.unsigned_abs()))
}
