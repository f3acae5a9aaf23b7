//! The tables and columns that a publication sends.

use crate::model::{Column, GeneratedKind, Publication, PublishGenerated, Schema, Table};

/// One table as a publication sends it.
#[derive(Clone, Debug)]
pub struct Published<'a> {
    /// The table.
    pub table: &'a Table,
    /// The columns that are sent, in the order of the table.
    pub columns: Vec<&'a Column>,
}

impl Published<'_> {
    /// Whether a column is sent.
    pub fn sends(&self, column: &str) -> bool {
        self.columns.iter().any(|sent| sent.name == column)
    }
}

/// What a publication sends, by table; nothing where there is no such publication.
pub fn published<'a>(schema: &'a Schema, publication: &str) -> Vec<Published<'a>> {
    let Some(publication) = schema.publications.get(publication) else { return Vec::new() };
    let tables = schema.tables.values().filter(|table| is_in(publication, table, schema));
    let columns =
        |table: &'a Table| table.columns.iter().filter(|c| is_sent(publication, table, c)).collect();
    tables.map(|table| Published { table, columns: columns(table) }).collect()
}

fn is_in(publication: &Publication, table: &Table, schema: &Schema) -> bool {
    if table.unlogged || table.foreign.is_some() {
        return false;
    }
    let named = |table: &Table| {
        publication.all_tables
            || publication.tables.contains_key(&table.name)
            || publication.namespaces.contains(&table.name.namespace)
    };
    if !publication.via_root {
        // Then the partitions are sent, and the table that they are parts of is not.
        return table.partitioned.is_none() && (named(table) || ancestors(table, schema).any(named));
    }
    // The rows of a partition come as rows of the table that it is a part of.
    named(table) && !ancestors(table, schema).any(named)
}

/// The tables that this one is a partition of, from the nearest up.
fn ancestors<'a>(table: &'a Table, schema: &'a Schema) -> impl Iterator<Item = &'a Table> {
    let above = |table: &&'a Table| schema.tables.get(&table.partition.as_ref()?.parent);
    std::iter::successors(above(&table), move |table| above(table))
}

fn is_sent(publication: &Publication, table: &Table, column: &Column) -> bool {
    let list = publication.tables.get(&table.name).and_then(|entry| entry.columns.as_ref());
    match (list, &column.generated) {
        (Some(list), _) => list.contains(&column.name),
        (None, None) => true,
        (None, Some(generated)) => {
            publication.generated == PublishGenerated::Stored && generated.kind == GeneratedKind::Stored
        }
    }
}
