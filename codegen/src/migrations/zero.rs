//! What Zero would not notice of a written migration, or not survive: lints TW090 to TW094.
//!
//! Read off the words of the statements and the schemas before and after. A table that leaves the publication in the migration
//! and comes back in it is copied again, so that nothing that happens to its rows there matters.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::lock::{Words, statements};
use super::replay::effects;
use super::{File, Language, replay_files};
use crate::lint::registry::{TW090, TW091, TW092, TW093, TW094};
use crate::lint::{Finding, Lint};
use crate::model::{Audience, ObjectId, QName, Schema, Type};
use crate::report::{Errors, Place, Source};
use crate::sql::Reader;
use crate::zero::{self, keeps};

/// What Zero, which replicates that publication, would not notice of the file at this place of the folder.
///
/// # Errors
/// Every mistake in the files up to it.
pub fn unnoticed_in(files: &[File], at: usize, publication: &str) -> Result<Vec<Finding>, Errors> {
    let Some(file) = files.get(at) else { return Ok(Vec::new()) };
    let before = replay_files(&files[..at])?.schema;
    let after = replay_files(&files[..=at])?.schema;
    let source = crate::files::read(&file.path)?;
    let source = match file.name.language {
        Language::Sql => source,
        Language::Rust => effects(&source),
    };
    Ok(found(&source, &before, &after, publication))
}

/// What Zero would not notice of a text that leads from a schema, which is text as well.
///
/// # Errors
/// Every mistake in either.
pub fn unnoticed(
    before: &Arc<Source>,
    migration: &Arc<Source>,
    publication: &str,
) -> Result<Vec<Finding>, Errors> {
    let read = |sources: &[&Arc<Source>]| {
        let mut reader = Reader::new();
        sources.iter().for_each(|source| reader.read(source, Audience::Public));
        reader.finish().map(|described| described.schema)
    };
    Ok(found(migration, &read(&[before])?, &read(&[before, migration])?, publication))
}

fn found(source: &Arc<Source>, before: &Schema, after: &Schema, publication: &str) -> Vec<Finding> {
    if !before.publications.contains_key(publication) {
        return Vec::new();
    }
    let list = statements(&source.text);
    let published = |schema: &Schema| -> BTreeSet<QName> {
        zero::published(schema, publication).iter().map(|sent| sent.table.name.clone()).collect()
    };
    let kept = published(before).intersection(&published(after)).cloned().collect();
    let mut look = Look { source, before, after, publication, kept, found: Vec::new() };
    look.again(&list);
    for words in &list {
        look.statement(words);
    }
    look.keys(&list);
    look.found
}

struct Look<'a> {
    source: &'a Arc<Source>,
    before: &'a Schema,
    after: &'a Schema,
    publication: &'a str,
    /// Tables that are published before and after, and not copied again.
    kept: BTreeSet<QName>,
    found: Vec<Finding>,
}

impl Look<'_> {
    /// Takes out the tables that leave the publication on the way.
    fn again(&mut self, list: &[Words]) {
        let leaving = list.iter().filter(|words| self.is_about_publication(words) && words.at(3) == "drop");
        let names: Vec<QName> =
            leaving.flat_map(|words| words.names(words.skip(4, &["table", "only"]))).collect();
        self.kept.retain(|name| !names.contains(name));
    }

    fn is_about_publication(&self, words: &Words) -> bool {
        words.at(0) == "alter"
            && words.at(1) == "publication"
            && words.name(2).is_some_and(|(name, _)| name.name == self.publication)
    }

    fn statement(&mut self, words: &Words) {
        let start = self.found.len();
        match (words.at(0), words.at(1)) {
            ("drop", "publication") => {
                let names = words.names(words.skip(2, &["if", "exists"]));
                if names.iter().any(|name| name.name == self.publication) {
                    self.dropped(words);
                }
            }
            ("alter", "publication") if self.is_about_publication(words) && words.at(3) == "rename" => {
                let message = format!(
                    "publication `{}` gets another name, and zero-cache does not find it",
                    self.publication
                );
                let help = "keep the name: zero-cache is told of it where it is started";
                self.report(&TW090, words, message, help);
            }
            ("alter", "table") => self.table(words),
            ("alter", "type") if words.has("rename") && words.has("value") => self.value(words),
            _ => {}
        }
        let allowed = self.allowed_above(words);
        let mut at = 0;
        self.found.retain(|finding| {
            at += 1;
            at <= start || !allowed.iter().any(|code| code.eq_ignore_ascii_case(finding.lint.code))
        });
    }

    fn dropped(&mut self, words: &Words) {
        let (message, help) = match self.after.publications.contains_key(self.publication) {
            true => (
                format!(
                    "publication `{}` is dropped and made again: what is written in between is lost to Zero",
                    self.publication
                ),
                "change it with ALTER PUBLICATION .. ADD TABLE, DROP TABLE or SET TABLE",
            ),
            false => (
                format!("publication `{}` is dropped, and zero-cache stops", self.publication),
                "stop zero-cache for good before, and drop its replication slot",
            ),
        };
        self.report(&TW090, words, message, help);
    }

    fn table(&mut self, words: &Words) {
        let named = words.skip(2, &["if", "exists", "only"]);
        let Some((table, end)) = words.name(named) else { return };
        if !self.kept.contains(&table) {
            return;
        }
        if let "attach" | "detach" = words.at(end) {
            self.partition(words, &table, end);
            return;
        }
        for part in words.parts(end) {
            self.column(words, &table, part);
        }
    }

    /// `ALTER [COLUMN] name [SET DATA] TYPE type [USING expression]`.
    fn column(&mut self, words: &Words, table: &QName, part: std::ops::Range<usize>) {
        if words.at(part.start) != "alter" {
            return;
        }
        let named = words.skip(part.start + 1, &["column"]);
        let Some((column, end)) = words.name(named) else { return };
        if words.at(words.skip(end, &["set", "data"])) != "type" {
            return;
        }
        let ty = |schema: &Schema| -> Option<Type> {
            Some(schema.tables.get(table)?.columns.get(&column.name)?.ty.clone())
        };
        let (Some(from), Some(to)) = (ty(self.before), ty(self.after)) else { return };
        let sent = zero::published(self.before, self.publication);
        if !sent.iter().any(|sent| sent.table.name == *table && sent.sends(&column.name)) {
            return;
        }
        let using = (part.start..part.end).find(|at| words.at(*at) == "using");
        let plain = using.is_none_or(|at| words.is_cast_of(at + 1..part.end, &column.name));
        if plain && keeps(self.before, &from, self.after, &to) {
            return;
        }
        let message = format!(
            "values of `{table}.{}` change, and Zero is not told: clients keep the old ones",
            column.name
        );
        let help = format!(
            "in the same transaction take the table out before and publish it again after: ALTER PUBLICATION {} DROP TABLE {table}; .. ADD \
             TABLE {table}",
            self.publication
        );
        self.report(&TW091, words, message, &help);
    }

    fn partition(&mut self, words: &Words, table: &QName, at: usize) {
        let Some((part, _)) = words.name(words.skip(at + 1, &["partition"])) else { return };
        let (what, fate) = match words.at(at) {
            "attach" if !self.before.tables.contains_key(&part) => return,
            "attach" => ("joins", "its rows never arrive"),
            _ => ("leaves", "clients keep its rows"),
        };
        let message = format!("`{part}` {what} the published table `{table}`, and Zero is not told: {fate}");
        let help = format!(
            "in the same transaction take `{table}` out of the publication before and publish it again after; or insert or delete the rows"
        );
        self.report(&TW093, words, message, &help);
    }

    fn value(&mut self, words: &Words) {
        let Some((name, _)) = words.name(2) else { return };
        let is = |ty: &Type| matches!(ty, Type::Named { name: used, .. } if *used == name);
        let uses = |ty: &Type| is(ty) || matches!(ty, Type::Array(element) if is(element));
        let sent = zero::published(self.before, self.publication);
        let user = sent.iter().filter(|sent| self.kept.contains(&sent.table.name)).find_map(|sent| {
            let column = sent.columns.iter().find(|column| uses(&column.ty))?;
            Some(format!("{}.{}", sent.table.name, column.name))
        });
        let Some(user) = user else { return };
        let message =
            format!("a value of enum `{name}` gets another name, and `{user}` keeps the old one for clients");
        let help =
            "publish the tables that use it again in the same transaction; or add a value and move the rows";
        self.report(&TW092, words, message, help);
    }

    /// Published tables that had a key and have none any more.
    fn keys(&mut self, list: &[Words]) {
        for sent in zero::published(self.after, self.publication) {
            let name = &sent.table.name;
            let before = zero::published(self.before, self.publication);
            let had = before.iter().find(|sent| sent.table.name == *name);
            let had = had.is_some_and(|sent| zero::key(self.before, sent).is_some());
            if !had || zero::key(self.after, &sent).is_some() {
                continue;
            }
            let about = |words: &&Words| {
                words.at(0) == "alter"
                    && words.name(words.skip(2, &["if", "exists", "only"])).is_some_and(|(n, _)| n == *name)
            };
            let Some(words) = list.iter().find(about).or(list.first()) else { continue };
            if self.allowed_above(words).iter().any(|code| code.eq_ignore_ascii_case(TW094.code)) {
                continue;
            }
            let message = format!(
                "`{name}` has no key left that Zero can use: it is gone for clients, and its updates fail"
            );
            let help = "add the new key in the same migration";
            self.report(&TW094, words, message, help);
        }
    }

    /// The codes of `-- @allow` in the comments right before a statement.
    fn allowed_above(&self, words: &Words) -> Vec<String> {
        let text = &self.source.text;
        // A statement may begin with its comments.
        let start = words.span.start;
        let before = text[..start].rfind(';').map_or(0, |at| at + 1);
        let lines = text[before..words.span.end].lines();
        let said = lines.filter_map(|line| line.trim().strip_prefix("--")?.trim().strip_prefix("@allow "));
        let codes = said.flat_map(|rest| {
            rest.split(':')
                .next()
                .unwrap_or_default()
                .split([',', ' '])
                .map(str::to_owned)
                .collect::<Vec<_>>()
        });
        codes.collect()
    }

    fn report(&mut self, lint: &'static Lint, words: &Words, message: String, help: &str) {
        let place = Place::new(self.source, words.span.clone());
        let objects = vec![ObjectId::Publication(self.publication.to_owned())];
        self.found.push(Finding { lint, message, help: help.to_owned(), objects, place: Some(place) });
    }
}
