//! `ALTER`: the strongest lock of its actions (`AlterTableGetLockLevel` in src/backend/commands/tablecmds.c).

use std::ops::Range;

use super::{AccessExclusive, Reading, Share, ShareRowExclusive, ShareUpdateExclusive, Words};
use crate::model::{ConstraintKind, QName};
use crate::plan::Lock;

impl Reading<'_> {
    pub(super) fn alter(&mut self, words: &Words) {
        let kind = if matches!(words.at(1), "materialized" | "foreign") { 2 } else { 1 };
        let named = words.skip(kind + 1, &["if", "exists", "only"]);
        match words.at(kind) {
            "table" | "view" if words.at(kind + 1) == "all" && words.at(kind + 2) == "in" => self.unknown(),
            "table" => self.alter_table(words, named),
            "view" => self.lock_at(words, named, AccessExclusive),
            "index" => self.alter_index(words, named),
            "sequence" => {
                let lock = match ["rename", "schema", "owner"].iter().any(|word| words.has(word)) {
                    true => AccessExclusive,
                    false => ShareRowExclusive,
                };
                self.lock_at(words, named, lock);
            }
            "domain" => self.alter_domain(words, named),
            "publication" => self.alter_publication(words, named),
            "trigger" | "policy" | "rule" => self.lock_behind(words, "on", AccessExclusive),
            _ => {}
        }
    }

    fn alter_table(&mut self, words: &Words, named: usize) {
        let Some((table, start)) = words.name(named) else { return };
        for action in words.parts(start) {
            let lock = self.action(words, &action);
            self.lock(&table, lock);
            match (words.at(action.start), words.at(action.start + 1)) {
                ("attach" | "detach", "partition") => self.lock_default(&table),
                ("drop", "constraint") => self.referenced(words, &table, action.start + 2),
                _ => {}
            }
        }
        if words.at(start) == "rename" && words.at(start + 1) == "to" && self.made.contains(&table) {
            self.made.extend(words.name(start + 2).map(|(new, _)| table.sibling(&new.name)));
        }
    }

    /// The lock of one action on its table; locks on other tables are noted.
    fn action(&mut self, words: &Words, action: &Range<usize>) -> Lock {
        let at = action.start;
        let has = |word: &str| words.find(at, word).is_some_and(|i| action.contains(&i));
        match (words.at(at), words.at(at + 1)) {
            ("add", next) => {
                self.references(words, action.clone());
                let constraint = if next == "constraint" { words.at(at + 3) } else { next };
                if constraint == "foreign" { ShareRowExclusive } else { AccessExclusive }
            }
            ("validate", _) => ShareUpdateExclusive,
            ("alter", _) => {
                let column = words.skip(at + 1, &["column"]) + 1;
                match (words.at(column), words.at(column + 1)) {
                    ("set", "statistics") => ShareUpdateExclusive,
                    ("set" | "reset", _) if words.opens(column + 1) => ShareUpdateExclusive,
                    _ => AccessExclusive,
                }
            }
            ("set" | "reset", _) if words.opens(at + 1) && !has("user_catalog_table") => ShareUpdateExclusive,
            ("set", "without") if words.at(at + 2) == "cluster" => ShareUpdateExclusive,
            ("cluster", "on") => ShareUpdateExclusive,
            ("attach", "partition") => {
                self.lock_at(words, at + 2, AccessExclusive);
                ShareUpdateExclusive
            }
            ("detach", "partition") => {
                self.lock_at(words, at + 2, AccessExclusive);
                match has("concurrently") || has("finalize") {
                    true => ShareUpdateExclusive,
                    false => AccessExclusive,
                }
            }
            ("enable" | "disable", "trigger") => ShareRowExclusive,
            ("enable", "replica" | "always") if words.at(at + 2) == "trigger" => ShareRowExclusive,
            ("inherit", _) => {
                self.lock_at(words, at + 1, ShareUpdateExclusive);
                AccessExclusive
            }
            _ => AccessExclusive,
        }
    }

    /// The other table of a foreign key that is dropped.
    fn referenced(&mut self, words: &Words, table: &QName, at: usize) {
        let Some((name, _)) = words.name(words.skip(at, &["if", "exists"])) else { return };
        let known = self.before.tables.get(table).and_then(|table| table.constraints.get(name.name.as_str()));
        if let Some(ConstraintKind::ForeignKey(key)) = known.map(|constraint| &constraint.kind) {
            self.lock(&key.table, AccessExclusive);
        }
    }

    /// `SET TABLE` also locks those that are published no more.
    fn alter_publication(&mut self, words: &Words, named: usize) {
        self.published(words);
        let Some((name, at)) = words.name(named) else { return };
        let known = self.before.publications.get(name.name.as_str());
        if let Some(publication) = known.filter(|_| words.at(at) == "set" && !words.opens(at + 1)) {
            publication.tables.keys().for_each(|table| self.lock(table, ShareUpdateExclusive));
        }
    }

    /// The index alone is locked; who plans a query on its table waits for ACCESS EXCLUSIVE all the same.
    fn alter_index(&mut self, words: &Words, named: usize) {
        let Some((index, at)) = words.name(named) else { return };
        let light = match (words.at(at), words.at(at + 1)) {
            ("rename" | "alter", _) => true,
            ("attach", "partition") => {
                self.lock_at(words, at + 2, AccessExclusive);
                true
            }
            ("set" | "reset", _) => words.opens(at + 1),
            _ => false,
        };
        self.lock(&index, if light { ShareUpdateExclusive } else { AccessExclusive });
    }

    /// A constraint is checked in every table that uses the domain.
    fn alter_domain(&mut self, words: &Words, named: usize) {
        let Some((domain, at)) = words.name(named) else { return };
        let checks = matches!(words.at(at), "validate")
            || (words.at(at) == "add" && !(words.has("not") && words.has("valid")))
            || (words.at(at) == "set" && words.at(at + 1) == "not");
        if !checks {
            return;
        }
        let uses = |ty: &crate::model::Type| ty.to_string().trim_end_matches("[]") == domain.to_string();
        let before = self.before;
        for (name, table) in &before.tables {
            if table.columns.iter().any(|column| uses(&column.ty)) {
                self.lock(name, Share);
            }
        }
    }
}
