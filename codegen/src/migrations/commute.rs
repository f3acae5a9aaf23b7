//! Whether two migrations can run in either order.
//!
//! Comes in: a folder, and one of its files. Goes out: what the file changes, and what it only rests on ([`Touched`]). Two
//! migrations commute when neither changes what the other changes or rests on. It errs on the side of too much: a word that may be a
//! column counts as one. What cannot be read (a `DO` block, Rust) is told, not guessed.

use std::collections::BTreeSet;
use std::fmt;

use super::lock::{Words, statements};
use super::replay::effects;
use super::{File, Language, replay_files};
use crate::diff::{self, Attribute, Change};
use crate::model::{ObjectId, QName, Schema};
use crate::plan;
use crate::report::{Errors, Place};

/// One thing that a migration changes or rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// An object.
    Object(ObjectId),
    /// Only the comment on an object.
    Comment(ObjectId),
    /// The rows of a table.
    Rows(QName),
    /// The privileges that new objects get.
    DefaultPrivileges,
}

/// `column todo.title`
impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Object(id) => write!(f, "{} {id}", id.kind()),
            Self::Comment(id) => write!(f, "the comment on {} {id}", id.kind()),
            Self::Rows(table) => write!(f, "the rows of {table}"),
            Self::DefaultPrivileges => f.write_str("the default privileges"),
        }
    }
}

/// What a migration touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// What it changes.
    pub changes: BTreeSet<Thing>,
    /// What it rests on, or only mentions.
    pub uses: BTreeSet<Thing>,
    /// Statements that may touch anything.
    pub unreadable: Vec<Place>,
}

impl Touched {
    /// What keeps the two from running in either order; nothing when they commute, as far as they can be read.
    pub fn overlap(&self, other: &Self) -> BTreeSet<Thing> {
        let both = self.changes.intersection(&other.changes);
        let first = self.changes.intersection(&other.uses);
        let second = other.changes.intersection(&self.uses);
        both.chain(first).chain(second).cloned().collect()
    }
}

/// What the file at this place of the folder touches; nothing where there is no such place.
///
/// # Errors
/// Every mistake in the files up to there.
pub fn touched(files: &[File], at: usize) -> Result<Touched, Errors> {
    let Some(file) = files.get(at) else { return Ok(Touched::default()) };
    let before = replay_files(&files[..at])?.schema;
    let after = replay_files(&files[..=at])?.schema;
    let mut touched = Touched::default();
    for change in diff::diff(&before, &after) {
        touched.change(change);
    }
    for schema in [&before, &after] {
        let mentioned = Mentioned::new(schema);
        touched.rest(schema);
        touched.statements(file, &mentioned)?;
    }
    Ok(touched)
}

impl Touched {
    fn change(&mut self, change: Change) {
        match change {
            Change::Alter(id, Attribute::Comment) => {
                self.uses.insert(Thing::Object(id.clone()));
                self.changes.insert(Thing::Comment(id));
            }
            Change::Create(id) => {
                self.uses.insert(Thing::DefaultPrivileges);
                self.changes.insert(Thing::Object(id));
            }
            Change::DefaultPrivileges => {
                self.changes.insert(Thing::DefaultPrivileges);
            }
            Change::Drop(id) | Change::Alter(id, _) | Change::Rebuild(id, _) => {
                self.changes.insert(Thing::Object(id));
            }
            Change::Rename { from, to } => self.changes.extend([Thing::Object(from), Thing::Object(to)]),
        }
    }

    /// Adds what the changed objects rest on.
    fn rest(&mut self, schema: &Schema) {
        let changed: BTreeSet<ObjectId> = self
            .changes
            .iter()
            .filter_map(|thing| match thing {
                Thing::Object(id) => Some(id.clone()),
                Thing::Comment(_) | Thing::Rows(_) | Thing::DefaultPrivileges => None,
            })
            .collect();
        self.uses.extend(plan::rests_on(schema, &changed).into_iter().map(Thing::Object));
        for id in &changed {
            if let ObjectId::Column(table, _) | ObjectId::Constraint(table, _) | ObjectId::Index(table, _) =
                id
            {
                self.uses.insert(Thing::Object(ObjectId::Table(table.clone())));
            }
            if let ObjectId::Definition(definition) = id
                && let Some(table) = definition.relation()
            {
                self.uses.insert(Thing::Object(ObjectId::Table(table.clone())));
            }
        }
    }

    /// Adds what the text mentions, and whose rows it changes.
    fn statements(&mut self, file: &File, mentioned: &Mentioned<'_>) -> Result<(), Errors> {
        let mut source = crate::files::read(&file.path)?;
        match file.name.language {
            Language::Sql => {}
            Language::Rust => {
                let all = Place::new(&source, 0..0);
                if !self.unreadable.contains(&all) {
                    self.unreadable.push(all);
                }
                source = effects(&source);
            }
        }
        for words in statements(&source.text) {
            mentioned.collect(&words, &mut self.uses);
            if let Some(table) = target(&words) {
                self.changes.insert(Thing::Rows(table));
            }
            let place = Place::new(&source, words.span.clone());
            let query = words.at(0) == "select" && !words.has("set_config") && !words.has("setval");
            if (query || matches!(words.at(0), "do" | "call" | "execute"))
                && !self.unreadable.iter().any(|known| known.span == place.span)
            {
                self.unreadable.push(place);
            }
        }
        Ok(())
    }
}

/// The table whose rows a statement changes.
fn target(words: &Words) -> Option<QName> {
    // The statement may come behind `WITH .. AS (..)`.
    let start = match words.at(0) {
        "with" => {
            (0..words.len()).find(|i| matches!(words.at(*i), "insert" | "update" | "delete" | "merge"))?
        }
        _ => 0,
    };
    let named = match words.at(start) {
        "insert" | "merge" | "delete" => start + 2,
        "update" | "copy" => start + 1,
        "truncate" => words.skip(1, &["table"]),
        _ => return None,
    };
    words.name(words.skip(named, &["only"])).map(|(table, _)| table)
}

/// Finds the objects of a schema whose names stand in a text.
struct Mentioned<'a> {
    schema: &'a Schema,
}

impl<'a> Mentioned<'a> {
    fn new(schema: &'a Schema) -> Self {
        Self { schema }
    }

    fn collect(&self, words: &Words, into: &mut BTreeSet<Thing>) {
        let all: BTreeSet<String> = words.mentions().into_iter().collect();
        let mut add = |id: ObjectId| {
            into.insert(Thing::Object(id));
        };
        let schema = self.schema;
        for (name, table) in schema.tables.iter().filter(|(name, _)| all.contains(&name.name)) {
            add(ObjectId::Table(name.clone()));
            for column in table.columns.iter().filter(|column| all.contains(&column.name)) {
                add(ObjectId::Column(name.clone(), column.name.clone()));
            }
            for constraint in table.constraints.keys().filter(|constraint| all.contains(*constraint)) {
                add(ObjectId::Constraint(name.clone(), constraint.clone()));
            }
        }
        for (name, table) in &schema.tables {
            for index in table.indexes.keys().filter(|index| all.contains(*index)) {
                add(ObjectId::Index(name.clone(), index.clone()));
            }
        }
        let named = |name: &&QName| all.contains(&name.name);
        schema.views.keys().filter(named).for_each(|n| add(ObjectId::View(n.clone())));
        schema.enums.keys().filter(named).for_each(|n| add(ObjectId::Enum(n.clone())));
        schema.domains.keys().filter(named).for_each(|n| add(ObjectId::Domain(n.clone())));
        schema.sequences.keys().filter(named).for_each(|n| add(ObjectId::Sequence(n.clone())));
        for (name, types) in schema.functions.keys().filter(|(name, _)| all.contains(&name.name)) {
            add(ObjectId::Function(name.clone(), types.clone()));
        }
        for id in schema.definitions.keys() {
            if id.qname().is_some_and(|name| all.contains(&name.name)) {
                add(ObjectId::Definition(id.clone()));
            }
        }
        if let Some(table) = target(words) {
            into.insert(Thing::Rows(table));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrations::list;

    /// What keeps two migrations apart, each on top of the same first one.
    fn overlap(one: &str, two: &str) -> String {
        let dir = tempfile::tempdir().expect("a folder");
        let base = "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE todo (id int PRIMARY KEY, title text, m mood);\n\
                    CREATE VIEW titles AS SELECT title FROM todo;\nCREATE TABLE other (id int);";
        let files =
            [("20260101000000_a.sql", base), ("20260102000000_b.sql", one), ("20260103000000_c.sql", two)];
        for (name, text) in files {
            std::fs::write(dir.path().join(name), text).expect("writable");
        }
        let files = list(dir.path()).expect("a good folder");
        let read = |at| touched(&files, at).unwrap_or_else(|errors| panic!("{errors:?}"));
        let things = read(1).overlap(&read(2));
        things.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn disjoint_objects_commute() {
        for (one, two) in [
            ("CREATE TABLE x (id int);", "CREATE TABLE y (id int);"),
            ("ALTER TABLE todo ADD a int;", "ALTER TABLE todo ADD b int;"),
            ("CREATE INDEX ON todo (title);", "ALTER TABLE other ADD b int;"),
            ("COMMENT ON TABLE todo IS 'x';", "ALTER TABLE todo ADD b int;"),
            ("UPDATE todo SET title = 'x';", "INSERT INTO other VALUES (1);"),
        ] {
            assert_eq!(overlap(one, two), "", "{one} {two}");
        }
    }

    #[test]
    fn what_keeps_them_apart_is_named() {
        for (one, two, expected) in [
            ("ALTER TABLE todo DROP id;", "CREATE INDEX i ON todo (id);", "column todo.id"),
            ("CREATE INDEX i ON todo (id);", "CREATE VIEW v AS SELECT id FROM todo;", ""),
            ("ALTER TYPE mood ADD VALUE 'a';", "ALTER TYPE mood ADD VALUE 'b';", "enum mood"),
            ("UPDATE todo SET title = '';", "INSERT INTO todo VALUES (1);", "the rows of todo"),
            ("ALTER TABLE todo ALTER m SET NOT NULL;", "UPDATE todo SET m = 'sad';", "column todo.m"),
            (
                "CREATE OR REPLACE VIEW titles AS SELECT title, id FROM todo;",
                "CREATE VIEW more AS SELECT * FROM titles;",
                "view titles",
            ),
            ("COMMENT ON TABLE todo IS 'x';", "COMMENT ON TABLE todo IS 'y';", "the comment on table todo"),
        ] {
            assert_eq!(overlap(one, two), expected, "{one} {two}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let dir = tempfile::tempdir().expect("a folder");
        let text = "CREATE TABLE a (id int);\n-- @opaque\nDO $$ BEGIN END $$;\n";
        std::fs::write(dir.path().join("20260101000000_a.sql"), text).expect("writable");
        std::fs::write(dir.path().join("20260102000000_b.rs"), "fn up() {}").expect("writable");
        let files = list(dir.path()).expect("a good folder");
        let unreadable = |at| touched(&files, at).expect("it can be read").unreadable.len();
        assert_eq!((unreadable(0), unreadable(1)), (1, 1));
    }
}
