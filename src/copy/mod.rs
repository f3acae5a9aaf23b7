//! Binary `COPY`: many rows in, or a whole table out, at the least cost that PostgreSQL offers.

mod read;
mod write;

pub use read::CopiedRows;

use crate::executor::{Executor, Session, Source};
use crate::writer::Writer;
use crate::{Error, Insertable, Result, Table, Transaction};

impl Executor<'_> {
    /// Inserts rows by binary `COPY`, which takes less of the server's time than `INSERT` from some thousand rows up. Nothing
    /// can be said about conflicts, and nothing comes back but the number of rows.
    ///
    /// It takes effect as a whole. (`COPY` has no word for DEFAULT, so rows that leave other columns to their defaults than the
    /// row before begin another `COPY`; all of them are one transaction. On a [`Connection`](crate::Connection) that is yours to
    /// begin.)
    ///
    /// ```no_run
    /// # use tablewright::{Db, Table};
    /// # #[derive(Table)]
    /// # struct Tag {
    /// #     #[column(primary_key)]
    /// #     id: i64,
    /// #     name: String,
    /// # }
    /// # async fn example(db: Db) -> tablewright::Result<()> {
    /// let count = db.copy_in((0..10_000).map(|id| NewTag::new(id, format!("tag {id}")))).await?;
    /// # drop(count); Ok(()) }
    /// ```
    ///
    /// # Errors
    /// What the server says; then no row was inserted.
    pub async fn copy_in<N: Insertable>(
        &self,
        rows: impl IntoIterator<Item = N, IntoIter: Send>,
    ) -> Result<u64> {
        let rows = rows.into_iter();
        match self.source() {
            Source::Session(session) => write::copy_in(session, rows).await,
            Source::Reader(_) => {
                Err(Error::pool("`db.read()` only reads; call `copy_in` on the database itself"))
            }
            Source::Pool(pool) => {
                let session = Session::Leased(std::sync::Arc::new(pool.lend().await?));
                let transaction = Transaction::start(session.clone(), 0, "BEGIN").await?;
                let count = write::copy_in(&session, rows).await?;
                transaction.commit().await?;
                Ok(count)
            }
        }
    }

    /// All rows of a table by binary `COPY`, one after the other, without ever holding all of them.
    ///
    /// ```no_run
    /// # use tablewright::{Db, Table};
    /// # #[derive(Debug, Table)]
    /// # struct Tag {
    /// #     #[column(primary_key)]
    /// #     id: i64,
    /// #     name: String,
    /// # }
    /// # async fn example(db: Db) -> tablewright::Result<()> {
    /// let mut tags = db.copy_out::<Tag>().await?;
    /// while let Some(tag) = tags.next().await.transpose()? {
    ///     println!("{tag:?}");
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// What the server says; what fails later is an item.
    pub async fn copy_out<T: Table>(&self) -> Result<CopiedRows<'_, T>> {
        let mut rows = Writer::default();
        rows.text("SELECT ");
        names::<T>(&mut rows, |_| true);
        rows.text(" FROM ").table(T::INFO);
        CopiedRows::start(self.source(), &rows.sql).await
    }
}

/// The names of some columns of a table.
fn names<T: Table>(writer: &mut Writer<'_>, is: impl Fn(usize) -> bool) {
    let columns = T::INFO.columns.iter().enumerate().filter(|(position, _)| is(*position));
    writer.list(columns, ", ", |writer, (_, (name, _))| {
        writer.name(name);
    });
}
