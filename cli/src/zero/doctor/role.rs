//! The role that zero-cache connects as: taken to be the one that the doctor connects as.

use super::{Found, Level, Subject};
use crate::failure::Result;

/// On RDS and Aurora rights come from memberships.
const ROLE: &str = "
SELECT r.rolname::text AS name, r.rolsuper AS super,
       r.rolreplication OR EXISTS (SELECT FROM pg_roles g WHERE g.rolname IN ('rds_replication', 'rds_superuser')
                                   AND pg_has_role(r.oid, g.oid, 'member')) AS replicates,
       r.rolsuper OR EXISTS (SELECT FROM pg_roles g WHERE g.rolname = 'rds_superuser'
                             AND pg_has_role(r.oid, g.oid, 'member')) AS triggers,
       has_database_privilege(current_database(), 'CREATE') AS creates,
       quote_ident(r.rolname) AS quoted, quote_ident(current_database()) AS database
FROM pg_roles r WHERE r.rolname = current_user";

pub(super) async fn check(subject: &Subject<'_>) -> Result<Vec<Found>> {
    let rows = subject.rows(ROLE, &[]).await?;
    let Some(row) = rows.first() else { return Ok(Vec::new()) };
    let (name, quoted): (String, String) = (row.get("name"), row.get("quoted"));
    let database: String = row.get("database");
    let mut found = Vec::new();
    found.push(match row.get("replicates") {
        true => Found::good("role.replication", format!("role {name} may replicate")),
        false => Found::bad(
            "role.replication",
            Level::Error,
            format!("role {name} may not replicate"),
            "zero-cache makes a replication slot and reads from it",
        )
        .mend(format!(
            "ALTER ROLE {quoted} REPLICATION;  -- on RDS and Aurora: GRANT rds_replication TO {quoted};"
        )),
    });
    found.push(match row.get("creates") {
        true => Found::good("role.create", format!("role {name} may create in the database")),
        false => Found::bad(
            "role.create",
            Level::Error,
            format!("role {name} may not create in the database"),
            format!("zero-cache keeps tables of its own in the namespaces {0} and {0}_0", subject.app),
        )
        .mend(format!("GRANT CREATE ON DATABASE {database} TO {quoted};")),
    });
    found.push(match row.get("triggers") {
        true => Found::good("role.event-triggers", format!("role {name} may make event triggers")),
        false => Found::bad(
            "role.event-triggers",
            Level::Warning,
            format!("role {name} may not make event triggers"),
            "zero-cache does not hear of changes of the schema then, and copies everything again after each",
        )
        .mend(format!(
            "connect zero-cache as a superuser; or end each migration that changes published tables with SELECT {}.update_schemas();",
            subject.shard()
        )),
    });
    found.push(app(subject.app, &name));
    Ok(found)
}

fn app(app: &str, role: &str) -> Found {
    const CHECK: &str = "role.app-id";
    let legal =
        !app.is_empty() && app.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !legal {
        let what = format!("the app id `{app}` is not made of lower-case letters, digits and `_`");
        return Found::bad(CHECK, Level::Error, what, "zero-cache names a namespace and a slot after it")
            .mend("set ZERO_APP_ID to such a name");
    }
    if app == role {
        let what = format!("the role is called like the app id, `{app}`");
        let why = "names without a namespace are looked up in the role's own first: tables of a migration would land in Zero's";
        return Found::bad(CHECK, Level::Error, what, why)
            .mend("give zero-cache another ZERO_APP_ID, or another role");
    }
    Found::good(CHECK, format!("the app id is {app}"))
}
