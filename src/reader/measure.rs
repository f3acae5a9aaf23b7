//! What the writer and a replica are asked, to tell how far the replica is behind.

use std::time::Duration;

use super::Lsn;
use crate::executor::Executor;
use crate::{Result, Sql};

/// Where the log of the writer ends, at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) at: Lsn,
    /// The writer's clock in microseconds; commits carry its time.
    pub(super) clock: Option<i64>,
}

/// How far a replica is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Replayed {
    /// It still follows its writer.
    pub(super) follows: bool,
    pub(super) at: Option<Lsn>,
    /// When the last transaction that it shows was committed, by the writer's clock.
    pub(super) commit: Option<i64>,
    /// How far it says that it is behind.
    pub(super) lag: Option<Duration>,
}

const WRITTEN: &str = "SELECT (pg_catalog.pg_current_wal_insert_lsn() - '0/0'::pg_catalog.pg_lsn)::pg_catalog.int8, \
    pg_catalog.current_setting('wal_block_size')::pg_catalog.int8, \
    pg_catalog.pg_size_bytes(pg_catalog.current_setting('wal_segment_size')), \
    (extract(epoch FROM pg_catalog.clock_timestamp()) * 1000000)::pg_catalog.int8";

const REPLAYED: &str = "SELECT pg_catalog.pg_is_in_recovery(), \
    (pg_catalog.pg_last_wal_replay_lsn() - '0/0'::pg_catalog.pg_lsn)::pg_catalog.int8, \
    (extract(epoch FROM pg_catalog.pg_last_xact_replay_timestamp()) * 1000000)::pg_catalog.int8";

/// Aurora's replicas read the writer's storage and replay no log; PostgreSQL's functions are refused there (Amazon Aurora user
/// guide, `aurora_replica_status`).
const AURORA_WRITTEN: &str = "SELECT max(durable_lsn)::pg_catalog.int8 FROM aurora_replica_status() WHERE session_id = 'MASTER_SESSION_ID'";

const AURORA_REPLAYED: &str = "SELECT session_id <> 'MASTER_SESSION_ID', current_read_lsn::pg_catalog.int8, \
    replica_lag_in_msec::pg_catalog.float8 FROM aurora_replica_status() WHERE server_id = aurora_db_instance_identifier()";

fn text<'a>(sql: &'static str) -> Sql<'a> {
    Sql::from_macro(sql, Vec::new())
}

/// Asks the writer.
pub(super) async fn written(writer: &Executor<'_>) -> Result<Written> {
    let error = match writer.sql(text(WRITTEN)).one::<(i64, i64, i64, i64)>().await {
        Ok((next, block, segment, clock)) => {
            return Ok(Written { at: Lsn::end_before(next, block, segment), clock: Some(clock) });
        }
        Err(error) if error.as_db_error().is_none() => return Err(error),
        Err(error) => error,
    };
    match writer.sql(text(AURORA_WRITTEN)).scalar::<Option<i64>>().await {
        Ok(Some(at)) => Ok(Written { at: Lsn::from_bytes(at), clock: None }),
        // What a server that is not Aurora says of that helps nobody.
        Ok(None) | Err(_) => Err(error),
    }
}

/// Asks a replica.
pub(super) async fn replayed(replica: &Executor<'_>) -> Result<Replayed> {
    let error = match replica.sql(text(REPLAYED)).one::<(bool, Option<i64>, Option<i64>)>().await {
        Ok((follows, at, commit)) => {
            return Ok(Replayed { follows, at: at.map(Lsn::from_bytes), commit, lag: None });
        }
        Err(error) if error.as_db_error().is_none() => return Err(error),
        Err(error) => error,
    };
    match replica.sql(text(AURORA_REPLAYED)).first::<(bool, Option<i64>, Option<f64>)>().await {
        Ok(Some((follows, at, lag))) => {
            let lag = lag.and_then(|milliseconds| Duration::try_from_secs_f64(milliseconds / 1000.0).ok());
            Ok(Replayed { follows, at: at.map(Lsn::from_bytes), commit: None, lag })
        }
        Ok(None) | Err(_) => Err(error),
    }
}
