//! A hot standby of a server, by streaming replication, on the same machine.
//!
//! What comes in: a running [`Server`](crate::Server). What goes out: another one, which follows it: a copy of its files made by
//! `pg_basebackup`, started on a port of its own. It never changes the first one's data; only how much WAL it keeps.

use std::fs;

use crate::account::{Account, private_folder};
use crate::cluster::{Cluster, fresh_folder};
use crate::command::run;
use crate::template::SUPERUSER;
use crate::watchdog::Watchdog;
use crate::{Error, Result};

/// What a primary keeps for a replica that is stopped for a while.
const KEEP_WAL: &str = "ALTER SYSTEM SET wal_keep_size = '256MB'; SELECT pg_catalog.pg_reload_conf()";

/// Copies a running cluster and starts the copy as its hot standby.
pub(crate) fn start(primary: &Cluster, port: u16, durable: bool) -> Result<(Cluster, u16, Watchdog)> {
    let doing = "keeping WAL for a replica";
    for statement in KEEP_WAL.split("; ") {
        primary.sql(port, doing, statement)?;
    }
    let parent = primary.folder.parent().unwrap_or(&primary.folder);
    let folder = fresh_folder(parent);
    let account = primary.account.as_ref();
    private_folder(&folder, account)?;
    let watchdog = Watchdog::new(&folder, account)?;
    let cluster = Cluster { folder, ..primary.clone() };
    base_backup(&cluster, account, port)?;
    // The copy has the lock file of a server that is not its own.
    let _ = fs::remove_file(cluster.data().join("postmaster.pid"));
    let started = cluster.start(None, None, durable).map_err(|error| match error {
        Error::Start { log, .. } => Error::Start { log, path: None },
        other => other,
    })?;
    Ok((cluster, started, watchdog))
}

/// `-R` writes where the copy connects to, and `standby.signal`.
fn base_backup(cluster: &Cluster, account: Option<&Account>, port: u16) -> Result<()> {
    let mut command = cluster.installation.tool("pg_basebackup", account);
    command
        .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-U", SUPERUSER, "-w"])
        .args(["-R", "-X", "stream", "--checkpoint=fast", "--no-sync", "--no-manifest"])
        .arg("-D")
        .arg(cluster.data())
        .env("PGPASSWORD", &cluster.password);
    let said = run(&mut command).map_err(Error::io("could not run `pg_basebackup`"))?;
    if said.ok { Ok(()) } else { Err(Error::Replica { output: said.tail }) }
}
