//! How the databases are reached, and what zero-cache is told about them.

use std::str::FromStr as _;

use tokio_postgres::config::Host;

use super::{Found, Level, Subject};
use crate::zero::{CHANGE, CVR};

/// Ports and names by which poolers are known.
const PORTS: &[u16] = &[6432, 6543];
const NAMES: &[&str] = &["pooler", "pgbouncer"];

pub(super) fn check(subject: &Subject<'_>) -> Vec<Found> {
    vec![pooler(subject.url), publications(subject.publication), others(subject.url)]
}

fn pooler(url: &str) -> Found {
    const CHECK: &str = "address.pooler";
    let Ok(config) = tokio_postgres::Config::from_str(url) else {
        return Found::good(CHECK, "the URL cannot be judged");
    };
    let named = config.get_hosts().iter().any(|host| match host {
        Host::Tcp(name) => NAMES.iter().any(|pooler| name.contains(pooler)),
        #[cfg(unix)]
        Host::Unix(_) => false,
    });
    let port = config.get_ports().iter().find(|port| PORTS.contains(port));
    if named || port.is_some() || url.contains("pgbouncer=true") {
        return Found::bad(
            CHECK,
            Level::Error,
            "the URL looks like that of a connection pooler",
            "zero-cache reads a replication stream, which a pooler does not pass on",
        )
        .mend("use the URL of the server itself (port 5432, no `-pooler` in the name) for ZERO_UPSTREAM_DB");
    }
    Found::good(CHECK, "the URL is that of a server, not of a pooler")
}

/// What zero-cache replicates is said where it is started.
fn publications(publication: &str) -> Found {
    const CHECK: &str = "address.publications";
    const VARIABLE: &str = "ZERO_APP_PUBLICATIONS";
    let set = std::env::var(VARIABLE).unwrap_or_default();
    let named: Vec<&str> = set.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let mend = format!("start zero-cache with {VARIABLE}={publication}");
    if named.is_empty() {
        let what = format!("{VARIABLE} is not set where this runs");
        let why =
            "without it zero-cache publishes every table of `public` with every column, private ones too";
        return Found::bad(CHECK, Level::Warning, what, why).mend(mend);
    }
    if named != [publication] {
        let what = format!("{VARIABLE} is `{set}`, and the configuration says `{publication}`");
        let why = "clients get what those publications hold, not what the schema says";
        return Found::bad(CHECK, Level::Error, what, why).mend(mend);
    }
    Found::good(CHECK, format!("{VARIABLE} is {publication}"))
}

/// The other two databases.
fn others(url: &str) -> Found {
    const CHECK: &str = "address.databases";
    let variable = |name: &str| std::env::var(name).ok().filter(|value: &String| !value.trim().is_empty());
    let missing: Vec<&str> = [CVR, CHANGE].into_iter().filter(|name| variable(name).is_none()).collect();
    let same = [CVR, CHANGE].into_iter().find(|name| variable(name).as_deref() == Some(url));
    match (missing.as_slice(), same) {
        (_, Some(name)) => Found::bad(
            CHECK,
            Level::Warning,
            format!("{name} is the database that is replicated"),
            "what Zero writes for itself then goes through its own replication slot as well",
        )
        .mend(format!("CREATE DATABASE zero_other;  -- and name it in {name}")),
        ([], None) => Found::good(CHECK, format!("{CVR} and {CHANGE} are databases of their own")),
        (missing, None) => Found::bad(
            CHECK,
            Level::Warning,
            format!("{} {} not set where this runs", missing.join(" and "), if missing.len() == 1 { "is" } else { "are" }),
            "without them zero-cache keeps the views of its clients and the log of changes in the replicated database",
        )
        .mend("tablewright db url --zero    for the databases of the development server"),
    }
}
