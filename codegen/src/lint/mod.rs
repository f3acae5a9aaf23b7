//! Lints: what PostgreSQL accepts and people regret. A described schema comes in, findings come out; nothing is changed
//! and nothing is asked of a server. One file for each family; every lint has a page that says why and how.
//!
//! Mistakes, which PostgreSQL would refuse, are the business of [`check`](crate::check).

mod allow;
mod column;
mod finding;
mod foreign_key;
mod index;
mod key;
mod name;
mod privacy;
pub(crate) mod registry;
mod security;
mod types;
mod unused;
mod zero;

pub use finding::Finding;
pub use registry::{LINTS, Lint, Severity, find, is_of_migrations};

use std::collections::HashSet;

use crate::load::Described;
use crate::model::{ObjectId, QName, Schema};
use crate::plan::Uses;
use crate::report::Errors;

/// Everything that the lints find in a schema for a server of that major version, in the order of the sources, without
/// what `@allow` in place or `allowed` (codes) lets pass.
///
/// # Errors
/// An `@allow` of something that is not found.
pub fn lint(described: &Described, target: u8, allowed: &[String]) -> Result<Vec<Finding>, Errors> {
    let schema = &described.schema;
    let owners = schema.sequences.values().filter_map(|sequence| sequence.owned_by.as_ref());
    let owning = owners.map(|(table, column)| (table, column.as_str())).collect();
    let uses = Uses::of_schema(schema);
    let mut linter = Linter { described, schema, target, uses, owning, found: Vec::new() };
    for table in schema.tables.values() {
        key::lint(table, &mut linter);
        // What a partition has comes from its parent, which says it once.
        if table.partition.is_none() {
            foreign_key::lint(table, &mut linter);
            types::lint(table, &mut linter);
            column::lint(table, &mut linter);
            index::lint(table, &mut linter);
        }
    }
    unused::lint(&mut linter);
    name::lint(&mut linter);
    privacy::lint(&mut linter);
    security::lint(&mut linter);
    zero::lint(&mut linter);
    let mut found = allow::allow(linter.found, &described.notes)?;
    found.retain(|finding| !allowed.iter().any(|code| code == finding.lint.code));
    Ok(finding::sorted(found))
}

/// What the families share: the schema, and the findings so far.
struct Linter<'a> {
    described: &'a Described,
    schema: &'a Schema,
    target: u8,
    uses: Uses,
    /// Columns that own a sequence.
    owning: HashSet<(&'a QName, &'a str)>,
    found: Vec<Finding>,
}

impl Linter<'_> {
    /// Adds a finding about these objects: it is shown at the first of them whose place is known, and allowed at any.
    fn report(&mut self, lint: &'static Lint, message: String, help: String, objects: Vec<ObjectId>) {
        let place = objects.iter().find_map(|id| self.described.notes.place(id)).cloned();
        self.found.push(Finding { lint, message, help, objects, place });
    }
}

fn table_id(table: &QName) -> ObjectId {
    ObjectId::Table(table.clone())
}

fn column_id(table: &QName, column: &str) -> ObjectId {
    ObjectId::Column(table.clone(), column.to_owned())
}

/// What a constraint is about: itself, and its column where it has one alone, since both may stand on one line.
fn constraint_ids(table: &QName, name: &str, columns: &[String]) -> Vec<ObjectId> {
    let mut ids = vec![ObjectId::Constraint(table.clone(), name.to_owned())];
    if let [column] = columns {
        ids.push(column_id(table, column));
    }
    ids.push(table_id(table));
    ids
}

fn index_ids(table: &QName, name: &str) -> Vec<ObjectId> {
    vec![ObjectId::Index(table.clone(), name.to_owned()), table_id(table)]
}

/// `a, b` as SQL writes them.
fn names(columns: &[String]) -> String {
    let quoted: Vec<String> = columns.iter().map(|column| crate::ddl::Ident(column).to_string()).collect();
    quoted.join(", ")
}
