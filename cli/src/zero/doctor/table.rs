//! Each published table: what tells its rows apart, what it is called, who may read it.

use super::{Found, Level, Subject, each};
use crate::failure::Result;

/// Types of PostgreSQL, by internal name, that Zero sends; enums beside them.
pub(super) const SENT: &str = "'int2','int4','int8','numeric','float4','float8','date','time','timetz','timestamp','timestamptz',\
    'text','varchar','bpchar','uuid','inet','cidr','macaddr','macaddr8','pg_lsn','bool','json','jsonb',\
    'ean13','isbn','isbn13','ismn','ismn13','issn','issn13','upc'";

/// The published tables `t`: their oid, their names, the columns that are sent.
pub(super) const TABLES: &str = "
WITH t AS (
    SELECT c.oid, c.relname::text AS relname, c.oid::regclass::text AS name, c.relreplident, c.relrowsecurity, c.relowner,
           c.relforcerowsecurity, p.attnames::text[] AS columns, p.rowfilter
    FROM pg_publication_tables p
    JOIN pg_namespace n ON n.nspname = p.schemaname
    JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = p.tablename
    WHERE p.pubname = $1
)";

pub(super) async fn check(subject: &Subject<'_>) -> Result<Vec<Found>> {
    let mut found = keys(subject).await?;
    found.extend(identity(subject).await?);
    found.extend(names(subject).await?);
    found.extend(filters(subject).await?);
    found.extend(readable(subject).await?);
    Ok(found)
}

/// Unique, checked at once, without condition or expressions, over columns that are sent and not null.
fn usable() -> String {
    format!(
        "EXISTS (SELECT FROM pg_index i
         WHERE i.indrelid = t.oid AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
           AND NOT EXISTS (
             SELECT FROM unnest(i.indkey[0:i.indnkeyatts - 1]) k(attnum)
             JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
             JOIN pg_type y ON y.oid = a.atttypid
             WHERE NOT (a.attnotnull AND a.attname = ANY (t.columns) AND (y.typtype = 'e' OR y.typname IN ({SENT})))))"
    )
}

async fn keys(subject: &Subject<'_>) -> Result<Vec<Found>> {
    const CHECK: &str = "table.key";
    let text = format!("{TABLES} SELECT name FROM t WHERE NOT {} ORDER BY name", usable());
    let rows = subject.rows(&text, &[&subject.publication]).await?;
    Ok(each(CHECK, "every published table has a key that Zero can use", &rows, |row| {
        let name: String = row.get("name");
        let why = "it never reaches clients; without a primary key PostgreSQL also refuses to update and delete its rows";
        Found::bad(CHECK, Level::Error, format!("{name} has no usable key"), why).mend(format!(
            "ALTER TABLE {name} ADD PRIMARY KEY (..);  -- columns that are published, NOT NULL, and of a type that Zero sends"
        ))
    }))
}

async fn identity(subject: &Subject<'_>) -> Result<Vec<Found>> {
    const CHECK: &str = "table.replica-identity";
    let text = format!(
        "{TABLES} SELECT name, relreplident::text AS identity, {} AS keyed,
             EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary) AS has_primary
         FROM t WHERE relreplident = 'n' OR (relreplident = 'f' AND NOT {0})
            OR (relreplident = 'i' AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisreplident))
         ORDER BY name",
        usable()
    );
    let rows = subject.rows(&text, &[&subject.publication]).await?;
    Ok(each(CHECK, "every published table has a replica identity", &rows, |row| {
        let (name, identity): (String, String) = (row.get("name"), row.get("identity"));
        let has_primary: bool = row.get("has_primary");
        let (what, why) = match identity.as_str() {
            "f" => {
                ("REPLICA IDENTITY FULL and no key", "zero-cache stops at the first update of such a table")
            }
            "i" => ("a replica identity whose index is gone", "updates and deletes cannot be sent"),
            _ => ("REPLICA IDENTITY NOTHING", "zero-cache refuses such a table, and does not start"),
        };
        let found = Found::bad(CHECK, Level::Error, format!("{name} has {what}"), why);
        let statement = format!("ALTER TABLE {name} REPLICA IDENTITY DEFAULT");
        match has_primary {
            true => found.safely(statement),
            false => {
                found.mend(format!("ALTER TABLE {name} ADD PRIMARY KEY (..);")).mend(format!("{statement};"))
            }
        }
    }))
}

async fn names(subject: &Subject<'_>) -> Result<Vec<Found>> {
    const CHECK: &str = "table.names";
    let text = format!(
        "{TABLES} SELECT name, relname AS wrong, 'table' AS kind FROM t WHERE relname !~ '^[A-Za-z_]+[A-Za-z0-9_-]*$'
         UNION ALL SELECT name, c, 'column' FROM t, unnest(columns) c
         WHERE c !~ '^[A-Za-z_]+[.A-Za-z0-9_-]*$' OR c = '_0_version' ORDER BY 1, 2"
    );
    let rows = subject.rows(&text, &[&subject.publication]).await?;
    Ok(each(CHECK, "Zero takes the names of all published tables and columns", &rows, |row| {
        let (name, wrong, kind): (String, String, String) =
            (row.get("name"), row.get("wrong"), row.get("kind"));
        let what = match kind.as_str() {
            "table" => format!("Zero does not take the name of the table {name}"),
            _ => format!("Zero does not take the name of the column \"{wrong}\" of {name}"),
        };
        Found::bad(CHECK, Level::Error, what, "zero-cache refuses the whole table, and does not start")
            .mend("rename it: letters, digits and `_`, with a letter first; `_0_version` is Zero's own")
    }))
}

async fn filters(subject: &Subject<'_>) -> Result<Vec<Found>> {
    const CHECK: &str = "table.row-filters";
    let text = format!("{TABLES} SELECT name, rowfilter FROM t WHERE rowfilter IS NOT NULL ORDER BY name");
    let rows = subject.rows(&text, &[&subject.publication]).await?;
    Ok(each(CHECK, "no published table has a row filter", &rows, |row| {
        let (name, filter): (String, String) = (row.get("name"), row.get("rowfilter"));
        let why =
            "PostgreSQL refuses updates and deletes where it reads columns outside of the replica identity";
        Found::bad(CHECK, Level::Warning, format!("{name} is published with a row filter, {filter}"), why)
            .mend("let the filter read columns of the key only, or filter in Zero's queries")
    }))
}

/// The first copy is read like any table.
async fn readable(subject: &Subject<'_>) -> Result<Vec<Found>> {
    const CHECK: &str = "table.readable";
    let text = format!(
        "{TABLES} SELECT name, quote_ident(current_user) AS role, s.selects FROM t,
             LATERAL (SELECT has_table_privilege(t.oid, 'SELECT') OR has_any_column_privilege(t.oid, 'SELECT') AS selects) s,
             LATERAL (SELECT rolsuper OR rolbypassrls AS past FROM pg_roles WHERE rolname = current_user) r
         WHERE NOT s.selects OR (t.relrowsecurity AND NOT r.past
             AND (t.relforcerowsecurity OR NOT pg_has_role(current_user, t.relowner, 'usage')))
         ORDER BY name"
    );
    let rows = subject.rows(&text, &[&subject.publication]).await?;
    Ok(each(CHECK, "the role reads every row of every published table", &rows, |row| {
        let (name, role): (String, String) = (row.get("name"), row.get("role"));
        match row.get("selects") {
            false => Found::bad(
                CHECK,
                Level::Error,
                format!("role {role} may not read {name}"),
                "zero-cache copies each table once before it follows the changes",
            )
            .mend(format!("GRANT SELECT ON {name} TO {role};")),
            true => Found::bad(
                CHECK,
                Level::Error,
                format!("row-level security hides rows of {name} from role {role}"),
                "the first copy would lack them, and their changes would arrive later all the same",
            )
            .mend(format!("ALTER ROLE {role} BYPASSRLS;")),
        }
    }))
}
