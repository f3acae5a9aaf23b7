//! What Zero makes of the publication that it replicates. A schema without one has nothing to do with these.

use super::registry::{TW080, TW081, TW082, TW083, TW084};
use super::{Linter, column_id, table_id};
use crate::model::{ObjectId, Publication, QName, ReplicaIdentity};
use crate::zero::{Kind, Published, Unusable, key, kind, published, takes_column, takes_table, unusable};

pub(super) fn lint(linter: &mut Linter<'_>) {
    let Some(name) = linter.described.notes.zero() else { return };
    let Some(publication) = linter.schema.publications.get(name) else { return };
    whole(publication, linter);
    for published in published(linter.schema, name) {
        names(&published, linter);
        columns(&published, linter);
        rows(&published, linter);
    }
}

fn whole(publication: &Publication, linter: &mut Linter<'_>) {
    let name = &publication.name;
    let mut found = Vec::new();
    if publication.all_tables {
        found.push((
            format!("publication `{name}` is FOR ALL TABLES, private ones that come later too"),
            "list the tables; or leave the publication out and name it in `[zero]` of tablewright.toml",
        ));
    }
    if publication.publish.len() < 4 {
        found.push((
            format!("publication `{name}` sends only {}", publication.publish.join(", ")),
            "leave `publish` out: Zero needs insert, update, delete and truncate",
        ));
    }
    let tables = &linter.schema.tables;
    let partitioned = |table: &QName| tables.get(table).is_some_and(|table| table.partitioned.is_some());
    if !publication.via_root && publication.tables.keys().any(partitioned) {
        found.push((
            format!("publication `{name}` sends partitions as tables of their own"),
            "add WITH (publish_via_partition_root = true)",
        ));
    }
    for (message, help) in found {
        linter.report(&TW084, message, help.to_owned(), vec![ObjectId::Publication(name.clone())]);
    }
}

fn names(published: &Published<'_>, linter: &mut Linter<'_>) {
    let table = &published.table.name;
    let help = "use letters, digits and `_`, with a letter first; `_0_version` is Zero's own";
    if !takes_table(&table.name) {
        let message = format!("Zero does not take the name of the published table `{table}`");
        linter.report(&TW083, message, help.to_owned(), vec![table_id(table)]);
    }
    for column in published.columns.iter().filter(|column| !takes_column(&column.name)) {
        let message =
            format!("Zero does not take the name of the published column `{table}.{}`", column.name);
        linter.report(
            &TW083,
            message,
            help.to_owned(),
            vec![column_id(table, &column.name), table_id(table)],
        );
    }
}

fn columns(published: &Published<'_>, linter: &mut Linter<'_>) {
    let table = &published.table.name;
    for column in &published.columns {
        let ids = vec![column_id(table, &column.name), table_id(table)];
        let name = format!("`{table}.{}` is of type {}", column.name, column.ty);
        let help = "mark it `-- @private`: then it is not in the column list".to_owned();
        match kind(linter.schema, &column.ty) {
            Kind::NotSent => {
                let message = format!(
                    "{name}, which never reaches clients and is copied to Zero's server all the same"
                );
                linter.report(&TW081, message, help, ids);
            }
            Kind::Fatal => {
                linter.report(
                    &TW082,
                    format!("{name}, which zero-cache takes for an array, and stops"),
                    help,
                    ids,
                );
            }
            Kind::Number
            | Kind::String
            | Kind::Boolean
            | Kind::Json
            | Kind::Array(_)
            | Kind::Enumeration(_) => {}
        }
    }
}

fn rows(published: &Published<'_>, linter: &mut Linter<'_>) {
    let name = &published.table.name;
    let keyed = key(linter.schema, published).is_some();
    if !keyed {
        let why = match unusable(linter.schema, published) {
            Unusable::None => "it has neither a primary key nor a plain unique index".to_owned(),
            Unusable::NotPublished(column) => format!("`{column}` of its key is not published"),
            Unusable::NotSent(column) => {
                format!("`{column}` of its key is of a type that Zero does not send")
            }
            Unusable::Nullable(column) => format!("`{column}` of its unique key may be null"),
            Unusable::Deferrable => "its key is DEFERRABLE".to_owned(),
        };
        let message = format!("Zero cannot tell the rows of `{name}` apart: {why}");
        let help = "give it a primary key of published columns, or mark the table `-- @private`".to_owned();
        linter.report(&TW080, message, help, vec![table_id(name)]);
    }
    match published.table.replica_identity {
        ReplicaIdentity::Nothing => {
            let message = format!("`{name}` has REPLICA IDENTITY NOTHING, which Zero refuses");
            let help = "leave the replica identity to the primary key".to_owned();
            linter.report(&TW080, message, help, vec![table_id(name)]);
        }
        ReplicaIdentity::Default | ReplicaIdentity::Full | ReplicaIdentity::Index(_) => {}
    }
}
