//! Expressions of a live catalog as their author wrote them.
//!
//! The server prints expressions in its own way: `x IN ('a', 'b')` comes back as `x = ANY (ARRAY['a'::text, 'b'::text])`. Comparing
//! that with a file would find differences where there are none. So the file is given to a server as well: what both catalogs
//! say in the same words is the same, and is taken from the file.

use std::collections::BTreeMap;

use tablewright_codegen::model::{Columns, Distribution, Schema, Table};

/// The live schema, with the author's words wherever they mean the same. `elaborated` is what the catalog of an otherwise empty
/// database says when `written` was created in it.
pub fn respell(live: &Schema, written: &Schema, elaborated: &Schema) -> Schema {
    let mut tables = BTreeMap::new();
    for (name, table) in &live.tables {
        let table = match (written.tables.get(name), elaborated.tables.get(name)) {
            (Some(written), Some(elaborated)) => respell_table(table, written, elaborated),
            _ => table.clone(),
        };
        tables.insert(name.clone(), table);
    }
    Schema {
        namespaces: live.namespaces.clone(),
        extensions: same(&live.extensions, &written.extensions, &elaborated.extensions),
        enums: live.enums.clone(),
        domains: same(&live.domains, &written.domains, &elaborated.domains),
        sequences: same(&live.sequences, &written.sequences, &elaborated.sequences),
        tables,
        views: same(&live.views, &written.views, &elaborated.views),
        functions: same(&live.functions, &written.functions, &elaborated.functions),
        publications: same(&live.publications, &written.publications, &elaborated.publications),
        definitions: same(&live.definitions, &written.definitions, &elaborated.definitions),
        owners: agreed(&live.owners, &written.owners, &elaborated.owners),
        grants: agreed(&live.grants, &written.grants, &elaborated.grants),
        default_privileges: agreed(
            &live.default_privileges,
            &written.default_privileges,
            &elaborated.default_privileges,
        ),
    }
}

fn respell_table(live: &Table, written: &Table, elaborated: &Table) -> Table {
    let mut columns = Columns::default();
    for column in live.columns.iter() {
        let known = written.columns.get(&column.name).zip(elaborated.columns.get(&column.name));
        columns.push(match known {
            Some((written, elaborated)) if elaborated == column => written.clone(),
            Some(_) | None => column.clone(),
        });
    }
    let constraints = same(&live.constraints, &written.constraints, &elaborated.constraints);
    let indexes = same(&live.indexes, &written.indexes, &elaborated.indexes);
    let mut table = Table { columns, constraints, indexes, ..live.clone() };
    if live.partitioned == elaborated.partitioned {
        table.partitioned.clone_from(&written.partitioned);
    }
    // What Citus knows of co-location is a number, and says nothing of who was named.
    if let (Some(Distribution::By { column, .. }), Some(Distribution::By { column: same, .. })) =
        (&live.distribution, &written.distribution)
        && column == same
    {
        table.distribution.clone_from(&written.distribution);
    }
    if live.partition == elaborated.partition {
        table.partition.clone_from(&written.partition);
    }
    table
}

/// Each object as written, where the server says the same of it as of the live one.
fn same<K: Ord + Clone, V: PartialEq + Clone>(
    live: &BTreeMap<K, V>,
    written: &BTreeMap<K, V>,
    elaborated: &BTreeMap<K, V>,
) -> BTreeMap<K, V> {
    live.iter()
        .map(|(key, object)| match (written.get(key), elaborated.get(key)) {
            (Some(written), Some(elaborated)) if elaborated == object => (key.clone(), written.clone()),
            _ => (key.clone(), object.clone()),
        })
        .collect()
}

/// The same for what an object may be without: an owner that is whoever runs the statements is not told of by a server,
/// although a file may name that role.
fn agreed<K: Ord + Clone, V: PartialEq + Clone>(
    live: &BTreeMap<K, V>,
    written: &BTreeMap<K, V>,
    elaborated: &BTreeMap<K, V>,
) -> BTreeMap<K, V> {
    let mut agreed = live.clone();
    for key in written.keys().chain(live.keys()) {
        if live.get(key) == elaborated.get(key) {
            match written.get(key) {
                Some(value) => agreed.insert(key.clone(), value.clone()),
                None => agreed.remove(key),
            };
        }
    }
    agreed
}
