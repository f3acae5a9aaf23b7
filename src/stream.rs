//! Rows that are read when they are asked for.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::{Stream, StreamExt};
use tokio_postgres::RowStream;

use crate::Result;
use crate::executor::Executor;
use crate::row::{Cells, Plan};
use crate::run::Run;
use crate::scope;
use crate::select::{Output, Picked, Select, Whole};
use crate::writer::Writer;

/// The rows of a statement, one after the other, without ever holding all of them: the server sends as fast as they are read.
/// It is a [`Stream`], and has [`next`](Self::next) of its own, so that no other crate is needed.
///
/// It has a connection for itself until its last row was read. Dropped before that, it asks the server to cancel the statement,
/// and the connection is used again once that is done.
///
/// ```no_run
/// use tablewright::{Db, Result, sql};
///
/// # async fn example(db: Db) -> Result<()> {
/// let mut rows = db.sql(sql!("SELECT id, title FROM todo")).stream::<(i64, String)>().await?;
/// while let Some((id, title)) = rows.next().await.transpose()? {
///     println!("{id} {title}");
/// }
/// # Ok(()) }
/// ```
#[must_use = "rows are read when they are asked for: `rows.next().await`"]
pub struct Rows<'e, R> {
    /// `None` behind the last row.
    open: Option<(Run<'e>, Pin<Box<RowStream>>)>,
    plan: Plan,
    read: fn(&mut Cells<'_>) -> Result<R>,
    count: u64,
    span: tracing::Span,
}

impl<'e, R> Rows<'e, R> {
    pub(crate) fn new(
        run: Run<'e>,
        stream: RowStream,
        read: fn(&mut Cells<'_>) -> Result<R>,
        span: tracing::Span,
    ) -> Self {
        Self { open: Some((run, Box::pin(stream))), plan: Plan::default(), read, count: 0, span }
    }

    /// No rows, of a statement that need not run.
    pub(crate) fn none(read: fn(&mut Cells<'_>) -> Result<R>) -> Self {
        Self { open: None, plan: Plan::default(), read, count: 0, span: tracing::Span::none() }
    }

    /// The next row; `None` after the last one, and after an error.
    #[allow(clippy::should_implement_trait)] // An iterator does not wait.
    pub async fn next(&mut self) -> Option<Result<R>> {
        StreamExt::next(self).await
    }
}

impl<R> Stream for Rows<'_, R> {
    type Item = Result<R>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<R>>> {
        let this = self.get_mut();
        let Some((run, stream)) = &mut this.open else { return Poll::Ready(None) };
        match ready!(stream.as_mut().poll_next(context)) {
            Some(Ok(row)) => {
                this.count += 1;
                Poll::Ready(Some((this.read)(&mut Cells::new(&row, &mut this.plan))))
            }
            Some(Err(error)) => {
                let error = run.failed(error);
                this.open = None;
                Poll::Ready(Some(Err(error)))
            }
            None => {
                this.span.record("rows", this.count);
                if let Some((run, _)) = this.open.take() {
                    run.finish(this.count);
                }
                Poll::Ready(None)
            }
        }
    }
}

/// What comes out of a query row by row: all but rows with what belongs to them, which one more statement loads for all.
pub trait Streamed<S>: Output<S> {
    #[doc(hidden)]
    fn reader(&self) -> fn(&mut Cells<'_>) -> Result<Self::Row>;
}

impl<S: scope::Rows> Streamed<S> for Whole {
    fn reader(&self) -> fn(&mut Cells<'_>) -> Result<S::Row> {
        S::decode
    }
}

impl<S, R: Send, C: Send> Streamed<S> for Picked<R, C> {
    fn reader(&self) -> fn(&mut Cells<'_>) -> Result<R> {
        self.decode
    }
}

impl<'e, S, O: Streamed<S>> Select<S, O, &'e Executor<'e>> {
    /// The rows one after the other, without ever holding all of them: [`Rows`].
    ///
    /// # Errors
    /// What the server says; what fails later is an item.
    pub async fn stream(self) -> Result<Rows<'e, O::Row>> {
        let mut writer = Writer::default();
        self.query.write(&mut writer);
        self.executor.stream(&writer.sql, &writer.params, self.output.reader()).await
    }
}

impl<R> fmt::Debug for Rows<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rows({} read)", self.count)
    }
}
