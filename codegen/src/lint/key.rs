//! Primary and unique keys.

use super::registry::{TW002, TW003, TW005, TW007, TW009};
use super::{Linter, column_id, constraint_ids, index_ids, names, table_id};
use crate::model::{Builtin, ConstraintKind, IndexKey, QName, ReplicaIdentity, Table, Type};

pub(super) fn lint(table: &Table, linter: &mut Linter<'_>) {
    // A partition has the keys of its parent, and a foreign table those of another server.
    if table.partition.is_none() && table.foreign.is_none() {
        primary(table, linter);
    }
    for constraint in table.constraints.values() {
        match &constraint.kind {
            ConstraintKind::Unique(key) if !key.nulls_not_distinct => {
                let ids = constraint_ids(&table.name, &constraint.name, &key.columns);
                nullable(table, &constraint.name, &key.columns, ids, linter);
            }
            ConstraintKind::Check(check) if check.not_valid => not_valid(table, &constraint.name, linter),
            ConstraintKind::ForeignKey(key) if key.not_valid => not_valid(table, &constraint.name, linter),
            ConstraintKind::PrimaryKey(_)
            | ConstraintKind::Unique(_)
            | ConstraintKind::Check(_)
            | ConstraintKind::ForeignKey(_)
            | ConstraintKind::Exclusion(_) => {}
        }
    }
    for index in table.indexes.values().filter(|index| index.unique && !index.nulls_not_distinct) {
        let columns = index.elements.iter().filter_map(|element| match &element.key {
            IndexKey::Column(name) => Some(name.clone()),
            IndexKey::Expr(_) => None,
        });
        let columns: Vec<String> = columns.collect();
        if columns.len() == index.elements.len() && index.predicate.is_none() {
            nullable(table, &index.name, &columns, index_ids(&table.name, &index.name), linter);
        }
    }
}

fn primary(table: &Table, linter: &mut Linter<'_>) {
    let name = &table.name;
    let Some((_, key)) = table.primary_key() else {
        let identified = matches!(table.replica_identity, ReplicaIdentity::Full | ReplicaIdentity::Index(_));
        match publication(name, linter) {
            Some(publication) if !identified => {
                let message = format!(
                    "table `{name}` has no primary key, so updates and deletes fail while publication `{publication}` sends it"
                );
                let help = "add a primary key".to_owned();
                linter.report(&TW007, message, help, vec![table_id(name)]);
            }
            Some(_) | None => {
                let message = format!("table `{name}` has no primary key");
                let help = "add `id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY`, or make the columns that tell rows \
                            apart the key"
                    .to_owned();
                linter.report(&TW002, message, help, vec![table_id(name)]);
            }
        }
        return;
    };
    let [column] = key.columns.as_slice() else { return };
    let small = matches!(
        table.columns.get(column).map(|column| &column.ty),
        Some(Type::Builtin(Builtin::Integer | Builtin::SmallInt))
    );
    // What only borrows the number of another row is as wide as that.
    let borrowed = table.foreign_keys().any(|(_, foreign)| foreign.columns == key.columns);
    if small && !borrowed {
        let message = format!("the primary key of `{name}` ends at 2,147,483,647 or before");
        let help = format!("make `{column}` a `bigint`, and the columns that reference it");
        linter.report(&TW003, message, help, vec![column_id(name, column), table_id(name)]);
    }
}

/// A publication that sends updates or deletes of the table.
fn publication<'a>(table: &QName, linter: &Linter<'a>) -> Option<&'a str> {
    let publications = linter.schema.publications.values();
    let sends = |publish: &[String]| publish.iter().any(|what| what == "update" || what == "delete");
    let has = |p: &crate::model::Publication| {
        p.all_tables || p.tables.contains_key(table) || p.namespaces.contains(&table.namespace)
    };
    let mut found = publications.filter(|publication| has(publication) && sends(&publication.publish));
    found.next().map(|publication| publication.name.as_str())
}

/// For a key of one column, several rows without a value are what people mean; of several columns, hardly ever.
fn nullable(
    table: &Table,
    key: &str,
    columns: &[String],
    ids: Vec<crate::model::ObjectId>,
    linter: &mut Linter<'_>,
) {
    let is_nullable = |name: &&String| table.columns.get(name).is_some_and(|column| !column.not_null);
    let open: Vec<String> = columns.iter().filter(is_nullable).cloned().collect();
    if columns.len() < 2 || open.is_empty() {
        return;
    }
    let message = format!("`{key}` lets rows repeat ({}) where {} is null", names(columns), names(&open));
    let help = match linter.target {
        15.. => format!("write `UNIQUE NULLS NOT DISTINCT`, or make {} NOT NULL", names(&open)),
        _ => format!("make {} NOT NULL; `NULLS NOT DISTINCT` needs PostgreSQL 15", names(&open)),
    };
    linter.report(&TW005, message, help, ids);
}

fn not_valid(table: &Table, constraint: &str, linter: &mut Linter<'_>) {
    let message = format!("`{constraint}` is NOT VALID: rows that were there before it may break it");
    let help = "take NOT VALID out of the schema: the next migration validates it without blocking writes"
        .to_owned();
    linter.report(&TW009, message, help, constraint_ids(&table.name, constraint, &[]));
}
