//! The locks that a written migration takes on relations that are there before it.
//!
//! Comes in: the text of a migration, whoever wrote it, and the schema before it. Goes out: for each statement the lock on each
//! relation, or that it cannot be read (a `DO` block). Read off the words of the statement, by the tables of the manual
//! ("Explicit Locking", 13.3.1, and the page of each command); what is not listed there as weaker is ACCESS EXCLUSIVE. Relations
//! that the migration itself makes are left out: nobody else can see them yet.

mod alter;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::replay::effects;
use super::{File, Language, replay_files};
use crate::model::{ConstraintKind, Definition, DefinitionId, PartitionBound, QName, Schema};
use crate::plan::Lock;
use crate::report::{Errors, Place, Source};
use Lock::{AccessExclusive, Share, ShareRowExclusive, ShareUpdateExclusive};
pub(super) use words::{Words, statements};

/// A lock that a statement takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The statement.
    pub place: Place,
    /// On what; `None` where that cannot be read.
    pub relation: Option<QName>,
    /// Which; `None` where that cannot be read. `EXCLUSIVE`, which lets others read and no more, counts as the stronger one.
    pub lock: Option<Lock>,
}

/// The locks of a migration's statements, in their order.
pub fn locks(source: &Arc<Source>, before: &Schema) -> Vec<Taken> {
    let mut reading = Reading { before, made: BTreeSet::new(), indexes: BTreeMap::new(), found: Vec::new() };
    for (name, table) in &before.tables {
        for index in table.indexes.keys().chain(table.constraints.keys()) {
            reading.indexes.insert(name.sibling(index), name.clone());
        }
    }
    let mut taken = Vec::new();
    for words in statements(&source.text) {
        reading.statement(&words);
        for (relation, lock) in std::mem::take(&mut reading.found) {
            let place = Place::new(source, words.span.clone());
            taken.push(Taken { place, relation, lock });
        }
    }
    taken
}

/// The locks of the file at this place of the folder; none where there is no such place. Of one in Rust those of its effects.
///
/// # Errors
/// Every mistake in the files before it.
pub fn locks_of(files: &[File], at: usize) -> Result<Vec<Taken>, Errors> {
    let Some(file) = files.get(at) else { return Ok(Vec::new()) };
    let before = replay_files(&files[..at])?.schema;
    let source = crate::files::read(&file.path)?;
    Ok(match file.name.language {
        Language::Sql => locks(&source, &before),
        Language::Rust => locks(&effects(&source), &before),
    })
}

/// What is known while the statements are read.
struct Reading<'a> {
    before: &'a Schema,
    /// Relations that the migration has made so far.
    made: BTreeSet<QName>,
    /// The tables of indexes.
    indexes: BTreeMap<QName, QName>,
    /// The locks of the statement that is read.
    found: Vec<(Option<QName>, Option<Lock>)>,
}

impl Reading<'_> {
    fn lock(&mut self, relation: &QName, lock: Lock) {
        if self.made.contains(relation) {
            return;
        }
        let same = self.found.iter_mut().find(|(found, _)| found.as_ref() == Some(relation));
        match same {
            Some((_, stronger)) => *stronger = (*stronger).max(Some(lock)),
            None => self.found.push((Some(relation.clone()), Some(lock))),
        }
    }

    fn lock_all(&mut self, relations: Vec<QName>, lock: Lock) {
        relations.iter().for_each(|relation| self.lock(relation, lock));
    }

    /// What it locks cannot be read.
    fn unknown(&mut self) {
        self.found.push((None, None));
    }

    fn lock_at(&mut self, words: &Words, at: usize, lock: Lock) {
        if let Some((name, _)) = words.name(at) {
            self.lock(&name, lock);
        }
    }

    /// The relation that stands behind a word, such as `ON`.
    fn lock_behind(&mut self, words: &Words, word: &str, lock: Lock) {
        if let Some(at) = words.find(0, word) {
            self.lock_at(words, words.skip(at + 1, &["only", "table"]), lock);
        }
    }

    fn statement(&mut self, words: &Words) {
        match words.at(0) {
            "create" => self.create(words),
            "alter" => self.alter(words),
            "drop" => self.drop(words),
            "comment" => self.comment(words),
            "truncate" => self.lock_all(words.names(words.skip(1, &["table"])), AccessExclusive),
            "lock" => self.lock_all(words.names(words.skip(1, &["table"])), mode(words)),
            "refresh" => {
                self.lock_at(words, words.skip(1, &["materialized", "view", "concurrently"]), AccessExclusive)
            }
            "cluster" => match words.name(words.skip(1, &["verbose"])) {
                Some((name, _)) => self.lock(&name, AccessExclusive),
                None => self.unknown(),
            },
            "reindex" => self.reindex(words),
            "vacuum" | "analyze" | "analyse" => {
                let options = ["full", "freeze", "verbose", "analyze"];
                let lock = if words.has("full") { AccessExclusive } else { ShareUpdateExclusive };
                let start = match words.opens(1) {
                    true => (1..words.len()).find(|i| words.closes(*i)).map_or(1, |i| i + 1),
                    false => words.skip(1, &options),
                };
                self.lock_all(words.names(start), lock);
            }
            "select" if !words.has("set_config") && !words.has("setval") => self.unknown(),
            "do" | "call" | "execute" | "reassign" | "import" => self.unknown(),
            // Rows, settings, privileges: none that keeps others from reading and writing other rows.
            _ => {}
        }
    }

    fn create(&mut self, words: &Words) {
        let at = words.skip(
            1,
            &[
                "or",
                "replace",
                "unique",
                "unlogged",
                "temp",
                "temporary",
                "global",
                "local",
                "constraint",
                "recursive",
            ],
        );
        let named = words.skip(at + 1, &["if", "not", "exists"]);
        match words.at(at) {
            "index" => {
                let lock = if words.has("concurrently") { ShareUpdateExclusive } else { Share };
                let name = words.skip(named, &["concurrently", "if", "not", "exists"]);
                let table = words.find(name, "on").and_then(|on| words.name(words.skip(on + 1, &["only"])));
                if let (Some((name, _)), Some((table, _))) = (words.name(name), &table) {
                    self.indexes.insert(table.sibling(&name.name), table.clone());
                }
                table.iter().for_each(|(table, _)| self.lock(table, lock));
            }
            "table" => self.create_table(words, named),
            "foreign" if words.at(at + 1) == "table" => {
                self.create_table(words, words.skip(at + 2, &["if", "not", "exists"]));
            }
            "view" => self.create_view(words, named),
            "materialized" => self.create_view(words, words.skip(at + 2, &["if", "not", "exists"])),
            "sequence" => self.made.extend(words.name(named).map(|(name, _)| name)),
            "trigger" => self.lock_behind(words, "on", ShareRowExclusive),
            "policy" => self.lock_behind(words, "on", AccessExclusive),
            "rule" => self.lock_behind(words, "to", AccessExclusive),
            "statistics" => self.lock_behind(words, "from", ShareUpdateExclusive),
            "publication" => self.published(words),
            _ => {}
        }
    }

    /// References lock the other table, and so does being a partition or child.
    fn create_table(&mut self, words: &Words, named: usize) {
        let Some((name, end)) = words.name(named) else { return };
        self.made.insert(name);
        self.references(words, end..words.len());
        if let Some(at) = words.find(end, "partition").filter(|at| words.at(at + 1) == "of")
            && let Some((parent, _)) = words.name(at + 2)
        {
            self.lock(&parent, AccessExclusive);
            self.lock_default(&parent);
        }
        if let Some(at) = words.find(end, "inherits").filter(|at| words.opens(at + 1)) {
            self.lock_all(words.names(at + 2), ShareUpdateExclusive);
        }
    }

    /// The default partition has other rows to take when the others change.
    fn lock_default(&mut self, parent: &QName) {
        let before = self.before;
        for (name, table) in &before.tables {
            let partition = table.partition.as_ref().filter(|partition| partition.parent == *parent);
            if partition.is_some_and(|partition| partition.bound == PartitionBound::Default) {
                self.lock(name, AccessExclusive);
            }
        }
    }

    fn create_view(&mut self, words: &Words, named: usize) {
        let Some((name, _)) = words.name(named) else { return };
        if words.at(1) == "or" && self.before.views.contains_key(&name) {
            self.lock(&name, AccessExclusive);
        } else {
            self.made.insert(name);
        }
    }

    /// The tables behind `REFERENCES`.
    fn references(&mut self, words: &Words, range: std::ops::Range<usize>) {
        for at in range {
            if words.at(at) == "references" {
                self.lock_at(words, at + 1, ShareRowExclusive);
            }
        }
    }

    /// `TABLE a, b` of a publication.
    fn published(&mut self, words: &Words) {
        for part in words.parts(0) {
            if let Some(at) = words.find(part.start, "table").filter(|at| part.contains(at)) {
                self.lock_all(words.names(at + 1), ShareUpdateExclusive);
            }
        }
    }

    fn drop(&mut self, words: &Words) {
        let kind = if words.at(1) == "materialized" || words.at(1) == "foreign" { 2 } else { 1 };
        let named = words.skip(kind + 1, &["concurrently", "if", "exists"]);
        match words.at(kind) {
            "index" => {
                let lock = if words.has("concurrently") { ShareUpdateExclusive } else { AccessExclusive };
                for index in words.names(named) {
                    let table = self.indexes.get(&index).cloned().unwrap_or(index);
                    self.lock(&table, lock);
                }
            }
            "table" => {
                for table in words.names(named) {
                    self.drop_table(&table);
                }
            }
            "view" | "sequence" => self.lock_all(words.names(named), AccessExclusive),
            "statistics" => {
                for name in words.names(named) {
                    let known = self.before.definitions.get(&DefinitionId::Statistics(name));
                    if let Some(Definition::Statistics(statistics)) = known {
                        self.lock(&statistics.table, ShareUpdateExclusive);
                    }
                }
            }
            "trigger" | "policy" | "rule" => self.lock_behind(words, "on", AccessExclusive),
            "owned" => self.unknown(),
            // A type or function may take columns, checks and views along.
            _ if words.has("cascade") => self.unknown(),
            _ => {}
        }
    }

    /// The tables that it refers to lose a trigger each; of a partition the other side is its parent.
    fn drop_table(&mut self, table: &QName) {
        self.lock(table, AccessExclusive);
        let Some(known) = self.before.tables.get(table) else { return };
        for constraint in known.constraints.values() {
            if let ConstraintKind::ForeignKey(key) = &constraint.kind {
                self.lock(&key.table, AccessExclusive);
            }
        }
        if let Some(partition) = &known.partition {
            self.lock(&partition.parent, AccessExclusive);
            self.lock_default(&partition.parent);
        }
    }

    fn comment(&mut self, words: &Words) {
        // `COMMENT ON`
        let lock = ShareUpdateExclusive;
        match words.at(2) {
            "table" | "view" | "sequence" => self.lock_at(words, 3, lock),
            "materialized" | "foreign" if words.at(3) != "data" => self.lock_at(words, 4, lock),
            "column" => {
                if let Some((parts, _)) = words.dotted(3) {
                    let name = match parts[..] {
                        [table, _] => QName::public(table),
                        [namespace, table, _] | [_, namespace, table, _] => QName::new(namespace, table),
                        _ => return,
                    };
                    self.lock(&name, lock);
                }
            }
            // On an index alone; of a part of a table on nothing that others wait for.
            _ => {}
        }
    }

    fn reindex(&mut self, words: &Words) {
        let lock = if words.has("concurrently") { ShareUpdateExclusive } else { Share };
        let Some(kind) = (1..words.len()).find(|i| matches!(words.at(*i), "table" | "index")) else {
            return self.unknown();
        };
        let Some((name, _)) = words.name(words.skip(kind + 1, &["concurrently"])) else { return };
        match words.at(kind) {
            "index" => {
                let table = self.indexes.get(&name).cloned().unwrap_or(name);
                self.lock(&table, lock);
            }
            _ => self.lock(&name, lock),
        }
    }
}

/// `IN .. MODE` of `LOCK`. Those that are weaker than all of ours keep nobody from reading and writing other rows.
fn mode(words: &Words) -> Lock {
    let Some(start) = words.find(0, "in") else { return AccessExclusive };
    let mode: Vec<&str> =
        (start + 1..words.len()).map(|i| words.at(i)).take_while(|w| *w != "mode").collect();
    match mode.as_slice() {
        ["share", "update", "exclusive"] | ["access" | "row", "share"] | ["row", "exclusive"] => {
            ShareUpdateExclusive
        }
        ["share"] => Share,
        ["share", "row", "exclusive"] => ShareRowExclusive,
        _ => AccessExclusive,
    }
}

#[cfg(test)]
mod tests;
