//! Which migration last touched what.

use std::collections::BTreeMap;

use super::replay::effects;
use super::{File, Language};
use crate::model::{Audience, Definition, ObjectId, Schema};
use crate::report::{Errors, Source};
use crate::sql::Reader;

/// For every table, view, enum, domain and function that the migrations build: the name of the file that last changed it, or what
/// belongs to it (columns, constraints, indexes, triggers, policies, rules, privileges).
///
/// # Errors
/// Every mistake in every file.
pub fn last_touched(files: &[File]) -> Result<BTreeMap<ObjectId, String>, Errors> {
    let mut errors = Errors::new();
    let mut reader = Reader::new();
    let mut last = BTreeMap::new();
    let mut before = Schema::default();
    for file in files {
        match crate::files::read(&file.path) {
            Ok(source) => read(&mut reader, file, &source),
            Err(error) => errors.push(error),
        }
        let after = reader.so_far().clone();
        note(&mut last, &before, &after, &file.name.file);
        before = after;
    }
    errors.finish()?;
    reader.finish()?;
    Ok(last)
}

fn read(reader: &mut Reader, file: &File, source: &std::sync::Arc<Source>) {
    match file.name.language {
        Language::Sql => reader.read(source, Audience::Public),
        Language::Rust => reader.read(&effects(source), Audience::Public),
    }
}

/// Notes a file at everything that it changed, and forgets what is gone.
fn note(last: &mut BTreeMap<ObjectId, String>, before: &Schema, after: &Schema, file: &str) {
    last.retain(|id, _| after.contains(id));
    let mut touch = |id: ObjectId, changed: bool| {
        let access = before.grants.get(&id) != after.grants.get(&id)
            || before.owners.get(&id) != after.owners.get(&id);
        if changed || access {
            last.insert(id, file.to_owned());
        }
    };
    for (name, table) in &after.tables {
        let definitions = |schema: &Schema| schema.definitions_of(name).cloned().collect::<Vec<Definition>>();
        let changed = before.tables.get(name) != Some(table) || definitions(before) != definitions(after);
        touch(ObjectId::Table(name.clone()), changed);
    }
    for (name, view) in &after.views {
        let definitions = |schema: &Schema| schema.definitions_of(name).cloned().collect::<Vec<Definition>>();
        let changed = before.views.get(name) != Some(view) || definitions(before) != definitions(after);
        touch(ObjectId::View(name.clone()), changed);
    }
    for (name, one) in &after.enums {
        touch(ObjectId::Enum(name.clone()), before.enums.get(name) != Some(one));
    }
    for (name, one) in &after.domains {
        touch(ObjectId::Domain(name.clone()), before.domains.get(name) != Some(one));
    }
    for (key, function) in &after.functions {
        touch(ObjectId::Function(key.0.clone(), key.1.clone()), before.functions.get(key) != Some(function));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrations::list;
    use crate::model::QName;

    #[test]
    fn the_last_file_that_changed_a_table_or_what_belongs_to_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let write = |name: &str, sql: &str| std::fs::write(dir.path().join(name), sql).expect("written");
        write(
            "20260101000000_a.sql",
            "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int); CREATE TABLE c (id int);",
        );
        write("20260102000000_b.sql", "ALTER TABLE b ADD x int REFERENCES a; DROP TABLE c;");
        write("20260103000000_c.sql", "ALTER TABLE b RENAME TO d; CREATE INDEX ON a (id);");
        write("20260104000000_d.sql", "GRANT SELECT ON d TO app; CREATE VIEW v AS SELECT 1;");
        let last = last_touched(&list(dir.path()).expect("names")).expect("SQL");
        let of = |id: ObjectId| last.get(&id).map(String::as_str);
        assert_eq!(of(ObjectId::Table(QName::public("a"))), Some("20260103000000_c.sql"));
        assert_eq!(of(ObjectId::Table(QName::public("d"))), Some("20260104000000_d.sql"));
        assert_eq!(of(ObjectId::View(QName::public("v"))), Some("20260104000000_d.sql"));
        assert_eq!(last.len(), 3, "{last:?}");
    }
}
