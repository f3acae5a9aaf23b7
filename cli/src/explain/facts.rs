//! What is known of the tables in a plan. Names are as they stand in SQL, quotes included.

use std::collections::BTreeMap;

use tokio_postgres::{Client, Error};

use super::Node;

/// Tables by namespace and name, without quotes.
pub(crate) type Facts = BTreeMap<(String, String), Table>;

/// A table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// As SQL.
    pub(crate) name: String,
    /// Whether there are statistics of it.
    pub(crate) analyzed: bool,
    /// Types by column.
    pub(crate) columns: BTreeMap<String, String>,
    pub(crate) indexes: Vec<Index>,
}

/// An index.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) name: String,
    pub(crate) method: String,
    /// Columns and expressions.
    pub(crate) keys: Vec<String>,
    pub(crate) classes: Vec<String>,
    pub(crate) partial: bool,
}

const COLUMNS: &str = "
SELECT CASE n.nspname WHEN 'public' THEN '' ELSE quote_ident(n.nspname) || '.' END || quote_ident(c.relname), c.reltuples >= 0,
    quote_ident(a.attname), format_type(a.atttypid, a.atttypmod)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname = $1 AND c.relname = $2";

const INDEXES: &str = "
SELECT quote_ident(x.relname), m.amname::text, i.indpred IS NOT NULL,
    ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, true) FROM generate_series(1, i.indnkeyatts) k ORDER BY k),
    ARRAY(SELECT o.opcname::text FROM unnest(i.indclass) WITH ORDINALITY u(oid, k) JOIN pg_opclass o ON o.oid = u.oid ORDER BY k)
FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relname = $2 AND i.indisvalid
ORDER BY 1";

/// Asks the server about the tables of a plan.
pub(crate) async fn read(client: &Client, root: &Node) -> Result<Facts, Error> {
    let mut facts = Facts::new();
    for node in root.all() {
        let Some((namespace, name, _)) = node.relation() else { continue };
        let key = (namespace.to_owned(), name.to_owned());
        if facts.contains_key(&key) {
            continue;
        }
        let mut table = Table::default();
        for row in client.query(COLUMNS, &[&namespace, &name]).await? {
            table.name = row.get(0);
            table.analyzed = row.get(1);
            table.columns.insert(row.get(2), row.get(3));
        }
        for row in client.query(INDEXES, &[&namespace, &name]).await? {
            table.indexes.push(Index {
                name: row.get(0),
                method: row.get(1),
                partial: row.get(2),
                keys: row.get(3),
                classes: row.get(4),
            });
        }
        facts.insert(key, table);
    }
    Ok(facts)
}
