//! The publication itself.

use super::{Found, Level, Subject};
use crate::failure::Result;

const PUBLICATION: &str = "
SELECT puballtables AS everything, pubviaroot AS root, pubinsert AND pubupdate AND pubdelete AND pubtruncate AS complete,
       quote_ident(pubname) AS quoted,
       ARRAY(SELECT n.nspname::text FROM pg_publication_namespace pn JOIN pg_namespace n ON n.oid = pn.pnnspid
             WHERE pn.pnpubid = p.oid ORDER BY 1) AS namespaces,
       EXISTS (SELECT FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid
               WHERE r.prpubid = p.oid AND (c.relkind = 'p' OR c.relispartition)) AS partitions
FROM pg_publication p WHERE pubname = $1";

/// The publication that zero-cache makes for itself where it was told of none.
const OWN: &str = "SELECT pubname::text AS name FROM pg_publication WHERE pubname = $1";

pub(super) async fn check(subject: &Subject<'_>) -> Result<Vec<Found>> {
    let name = subject.publication;
    let mut found = Vec::new();
    let own = format!("_{}_public_0", subject.app);
    let rows = subject.rows(OWN, &[&own]).await?;
    found.extend(super::each("publication.own", "zero-cache has made no publication by itself", &rows, |_| {
        Found::bad(
            "publication.own",
            Level::Error,
            format!("zero-cache runs with a publication of its own, {own}"),
            "it holds every table of `public` with every column, private ones too",
        )
        .mend(format!("stop zero-cache, DROP PUBLICATION {own}; and start it with ZERO_APP_PUBLICATIONS={name} and an empty replica"))
    }));
    let rows = subject.rows(PUBLICATION, &[&name]).await?;
    let Some(row) = rows.first() else {
        found.push(
            Found::bad(
                "publication.exists",
                Level::Error,
                format!("there is no publication {name}"),
                "zero-cache does not start without it",
            )
            .mend("tablewright migrate run    (the migration makes it)"),
        );
        return Ok(found);
    };
    found.push(Found::good("publication.exists", format!("publication {name} is there")));
    let quoted: String = row.get("quoted");
    found.push(operations(&quoted, row.get("complete")));
    found.push(whole(row.get("everything"), row.get("namespaces")));
    found.push(root(&quoted, row.get("root"), row.get("partitions")));
    Ok(found)
}

fn operations(quoted: &str, complete: bool) -> Found {
    const CHECK: &str = "publication.operations";
    if complete {
        return Found::good(CHECK, "inserts, updates, deletes and truncates are published");
    }
    let why = "what is not published never happens for clients, and zero-cache refuses such a publication";
    Found::bad(CHECK, Level::Error, "not all of insert, update, delete and truncate are published", why)
        .safely(format!("ALTER PUBLICATION {quoted} SET (publish = 'insert, update, delete, truncate')"))
}

fn whole(everything: bool, namespaces: Vec<String>) -> Found {
    const CHECK: &str = "publication.by-name";
    let why = "a table that is made tomorrow is published at once, private or not";
    if everything {
        return Found::bad(CHECK, Level::Error, "it is FOR ALL TABLES", why)
            .mend("list the tables; a publication cannot change from ALL TABLES, so stop zero-cache, make a new one, and start it with an empty replica");
    }
    if !namespaces.is_empty() {
        let what = format!("it publishes every table in {}", namespaces.join(", "));
        return Found::bad(CHECK, Level::Warning, what, why)
            .mend("list the tables by name in the schema, and migrate");
    }
    Found::good(CHECK, "tables are published by name")
}

fn root(quoted: &str, root: bool, partitions: bool) -> Found {
    const CHECK: &str = "publication.partitions";
    if root || !partitions {
        return Found::good(CHECK, "rows of partitions come as rows of their table");
    }
    let why = "every partition shows up as a table of its own, which clients know nothing of";
    Found::bad(
        CHECK,
        Level::Error,
        "partitioned tables are published without publish_via_partition_root",
        why,
    )
    .mend(format!("ALTER PUBLICATION {quoted} SET (publish_via_partition_root = true);"))
}
