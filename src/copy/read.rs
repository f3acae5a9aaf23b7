//! Rows out.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use tokio_postgres::{CopyOutStream, Statement};

use crate::executor::Source;
use crate::row::{Cells, Plan};
use crate::run::Run;
use crate::{Error, Result, Table};

/// What every binary copy begins with; flags and the length of an extension follow.
const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";

/// The rows of a table as `COPY` sends them, one after the other. It is a [`Stream`], and has [`next`](Self::next) of its own.
///
/// It has a connection for itself until its last row was read. Dropped before that, it asks the server to cancel the statement,
/// and the connection is used again once that is done.
#[must_use = "rows are read when they are asked for: `rows.next().await`"]
pub struct CopiedRows<'e, T> {
    run: Option<Run<'e>>,
    stream: Pin<Box<CopyOutStream>>,
    columns: Statement,
    /// Where the cells of a row stand; kept, so that no row allocates anything but its values.
    cells: Vec<Option<Range<usize>>>,
    plan: Plan,
    begun: bool,
    row: PhantomData<fn() -> T>,
}

impl<'e, T: Table> CopiedRows<'e, T> {
    pub(super) async fn start(source: &'e Source<'_>, rows: &str) -> Result<Self> {
        let copy = format!("COPY ({rows}) TO STDOUT (FORMAT binary)");
        let (run, columns, stream) = Run::copy_out(source, &copy, rows).await?;
        Ok(Self {
            run: Some(run),
            stream: Box::pin(stream),
            columns,
            cells: Vec::new(),
            plan: Plan::default(),
            begun: false,
            row: PhantomData,
        })
    }

    /// The next row; `None` after the last one, and after an error.
    #[allow(clippy::should_implement_trait)] // An iterator does not wait.
    pub async fn next(&mut self) -> Option<Result<T>> {
        StreamExt::next(self).await
    }

    /// The row of a chunk, since the server sends each row as a chunk of its own; `None` for the end mark.
    fn row(&mut self, chunk: &Bytes) -> Option<Result<T>> {
        let mut reader = Reader { bytes: chunk, at: 0 };
        let found = reader.row(!self.begun, &mut self.cells);
        self.begun = true;
        match found {
            None => Some(Err(broken("it ends in the middle of a row"))),
            Some(false) => None,
            Some(true) if self.cells.len() != self.columns.columns().len() => {
                Some(Err(broken("a row has another number of columns than the table")))
            }
            Some(true) => {
                let columns = self.columns.columns();
                Some(T::decode(&mut Cells::copied(columns, &self.cells, chunk, &mut self.plan)))
            }
        }
    }
}

fn broken(why: &str) -> Error {
    Error::decode("COPY", why.into())
}

/// What stands where in a chunk.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let taken = self.bytes.get(self.at..)?.first_chunk::<N>()?;
        self.at += N;
        Some(*taken)
    }

    /// Finds the cells of a row; false for the mark behind the last one, `None` for what makes no sense.
    fn row(&mut self, first: bool, cells: &mut Vec<Option<Range<usize>>>) -> Option<bool> {
        if first {
            self.bytes.starts_with(SIGNATURE).then_some(())?;
            self.at = SIGNATURE.len() + 4;
            let extension = u32::from_be_bytes(self.take()?);
            self.at += usize::try_from(extension).ok()?;
        }
        let count = i16::from_be_bytes(self.take()?);
        cells.clear();
        for _ in 0..count {
            let length = i32::from_be_bytes(self.take()?);
            cells.push(match usize::try_from(length) {
                Ok(length) => {
                    let start = self.at;
                    self.at += length;
                    (self.at <= self.bytes.len()).then_some(())?;
                    Some(start..self.at)
                }
                // -1 is NULL.
                Err(_) => None,
            });
        }
        Some(count >= 0)
    }
}

impl<T: Table> Stream for CopiedRows<'_, T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        let this = self.get_mut();
        loop {
            let Some(run) = &this.run else { return Poll::Ready(None) };
            match ready!(this.stream.as_mut().poll_next(context)) {
                Some(Ok(chunk)) => {
                    if let Some(row) = this.row(&chunk) {
                        return Poll::Ready(Some(row));
                    }
                }
                Some(Err(error)) => {
                    let error = run.failed(error);
                    this.run = None;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    if let Some(run) = this.run.take() {
                        run.finish(0);
                    }
                }
            }
        }
    }
}

impl<T> Unpin for CopiedRows<'_, T> {}

impl<T> fmt::Debug for CopiedRows<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CopiedRows")
    }
}
