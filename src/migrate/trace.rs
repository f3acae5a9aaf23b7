//! Whether a statement that ran outside of a transaction took effect: what the catalog says.

use tokio_postgres::Client;

use super::kind::{Thing, Trace};

/// What can be seen of a statement's effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// It did not take effect.
    Nothing,
    /// It took effect in an earlier run.
    Done,
    /// It took half of its effect; this statement does the rest.
    Half(String),
    /// Its effect is there, but not because an earlier run began it.
    Before,
    /// An earlier run began it, and nobody can tell.
    Unknown,
}

/// Looks for what a statement leaves behind; `again` says that an earlier run has begun it.
pub(super) async fn look(client: &Client, trace: &Trace, again: bool) -> Result<Seen, tokio_postgres::Error> {
    if !again {
        return Ok(Seen::Nothing);
    }
    let done = |done: bool| if done { Seen::Done } else { Seen::Nothing };
    Ok(match trace {
        Trace::Harmless | Trace::Reindexed(_) => Seen::Nothing,
        Trace::Created(thing, name) => done(exists(client, *thing, name).await?),
        Trace::Dropped(thing, name) => done(!exists(client, *thing, name).await?),
        Trace::Unknown => Seen::Unknown,
        Trace::Detached { parent, partition } => {
            let sql = "SELECT inhdetachpending FROM pg_catalog.pg_inherits \
                       WHERE inhparent = pg_catalog.to_regclass($1) AND inhrelid = pg_catalog.to_regclass($2)";
            let (parent, partition) = (parent.to_sql(), partition.to_sql());
            match client.query_opt(sql, &[&parent, &partition]).await?.map(|row| row.get(0)) {
                None => Seen::Done,
                Some(false) => Seen::Nothing,
                Some(true) => {
                    Seen::Half(format!("ALTER TABLE {parent} DETACH PARTITION {partition} FINALIZE"))
                }
            }
        }
    })
}

async fn exists(client: &Client, thing: Thing, name: &str) -> Result<bool, tokio_postgres::Error> {
    let sql = match thing {
        Thing::Database => "SELECT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = $1)",
        Thing::Tablespace => "SELECT EXISTS (SELECT FROM pg_catalog.pg_tablespace WHERE spcname = $1)",
        Thing::Subscription => {
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid \
             WHERE s.subname = $1 AND d.datname = pg_catalog.current_database())"
        }
    };
    Ok(client.query_one(sql, &[&name]).await?.get(0))
}

/// The invalid copies that an interrupted `REINDEX CONCURRENTLY` of this table or index has left, quoted.
pub(super) async fn left_by_reindex(
    client: &Client,
    trace: &Trace,
) -> Result<Vec<String>, tokio_postgres::Error> {
    let Trace::Reindexed(target) = trace else { return Ok(Vec::new()) };
    // The names are those of ReindexRelationConcurrently in src/backend/commands/indexcmds.c.
    let sql = "SELECT i.indexrelid::pg_catalog.regclass::text \
               FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
               WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND (i.indrelid = pg_catalog.to_regclass($1) OR \
                   i.indrelid IN (SELECT o.indrelid FROM pg_catalog.pg_index o WHERE o.indexrelid = pg_catalog.to_regclass($1)))";
    let rows = client.query(sql, &[&target.to_sql()]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}
