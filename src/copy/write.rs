//! Rows in.

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::SinkExt;
use tokio_postgres::types::{IsNull, ToSql, Type};
use tokio_postgres::{CopyInSink, Statement};

use super::names;
use crate::executor::Session;
use crate::params::{Param, Sent};
use crate::record::Given;
use crate::writer::Writer;
use crate::{Error, Insertable, Result, Table};

/// What every binary copy begins with (manual, `COPY`, File Formats): the signature, no flags, no extension.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// So much is encoded before it is sent.
const CHUNK: usize = 64 * 1024;

pub(super) async fn copy_in<N: Insertable>(
    session: &Session<'_>,
    rows: impl Iterator<Item = N>,
) -> Result<u64> {
    let mut open: Option<Copy> = None;
    let mut count = 0;
    for row in rows {
        let values = row.values();
        let same = open.as_ref().is_some_and(|copy| copy.is_for(&values));
        if !same {
            if let Some(copy) = open.take() {
                count += copy.finish().await?;
            }
            let given = values.iter().map(|given| given.value().is_some()).collect();
            open = Some(Copy::start::<N::Table>(session, given).await?);
        }
        if let Some(copy) = &mut open {
            copy.row(&values)?;
            drop(values);
            copy.send().await?;
        }
    }
    match open {
        Some(copy) => Ok(count + copy.finish().await?),
        None => Ok(count),
    }
}

/// A `COPY .. FROM STDIN` on its way.
struct Copy {
    sink: std::pin::Pin<Box<CopyInSink<Bytes>>>,
    /// Which columns of the table its rows give.
    given: Vec<bool>,
    /// What each of those is described as.
    columns: Statement,
    buffer: BytesMut,
}

impl Copy {
    async fn start<T: Table>(session: &Session<'_>, given: Vec<bool>) -> Result<Self> {
        let mut select = Writer::default();
        select.text("SELECT ");
        names::<T>(&mut select, |column| given.get(column) == Some(&true));
        select.text(" FROM ").table(T::INFO);
        let mut copy = Writer::default();
        copy.text("COPY ").table(T::INFO);
        if given.contains(&true) {
            copy.text(" (");
            names::<T>(&mut copy, |column| given.get(column) == Some(&true));
            copy.text(")");
        } else {
            return Err(Error::pool(format!(
                "`copy_in` needs rows that give a column; those of \"{}\" leave all of them to their defaults",
                T::INFO.name
            )));
        }
        copy.text(" FROM STDIN (FORMAT binary)");
        let columns = session.prepare(&select.sql).await?;
        let statement = session.prepare(&copy.sql).await?;
        let sink = session.client().copy_in(&statement).await?;
        let mut buffer = BytesMut::with_capacity(2 * CHUNK);
        buffer.put_slice(HEADER);
        Ok(Self { sink: Box::pin(sink), given, columns, buffer })
    }

    fn is_for(&self, values: &[Given<'_>]) -> bool {
        values.iter().map(|given| given.value().is_some()).eq(self.given.iter().copied())
    }

    fn row(&mut self, values: &[Given<'_>]) -> Result<()> {
        let columns = self.columns.columns();
        let count = i16::try_from(columns.len()).map_err(Error::other)?;
        self.buffer.put_i16(count);
        let given = values.iter().filter_map(|given| given.value());
        for (column, value) in columns.iter().zip(given) {
            cell(value, column.type_(), &mut self.buffer).map_err(|cause| {
                Error::other(format!("the value for column \"{}\" cannot be sent: {cause}", column.name()))
            })?;
        }
        Ok(())
    }

    async fn send(&mut self) -> Result<()> {
        if self.buffer.len() < CHUNK {
            return Ok(());
        }
        self.flush().await
    }

    /// When the server has refused, the sink only knows that it takes no more; why is what `finish` is told.
    async fn flush(&mut self) -> Result<()> {
        let chunk = self.buffer.split().freeze();
        self.buffer.reserve(2 * CHUNK);
        match self.sink.send(chunk).await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.sink.as_mut().finish().await.err().unwrap_or(error).into()),
        }
    }

    async fn finish(mut self) -> Result<u64> {
        self.buffer.put_i16(-1);
        self.flush().await?;
        Ok(self.sink.as_mut().finish().await?)
    }
}

/// The length of a value and the value; -1 for NULL.
fn cell(
    value: Param<'_>,
    ty: &Type,
    buffer: &mut BytesMut,
) -> std::result::Result<(), Box<dyn std::error::Error + Sync + Send>> {
    let start = buffer.len();
    buffer.put_i32(-1);
    if let IsNull::No = Sent(value).to_sql(ty, buffer)? {
        let length = i32::try_from(buffer.len() - start - 4)?;
        buffer[start..start + 4].copy_from_slice(&length.to_be_bytes());
    }
    Ok(())
}
