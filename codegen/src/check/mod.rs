//! Rules across objects: what no single statement shows to be wrong. A described schema comes in, all mistakes come out;
//! nothing is changed. One file for each family of rules.
//!
//! The readers say what cannot be read and which names of types and tables do not exist; what is here holds for every
//! front end.

mod column;
mod domain;
mod enumeration;
mod expression;
mod foreign_key;
mod index;
mod key;
mod name;
mod publication;
mod relation;
mod rust;
mod sequence;
mod spread;
mod types;

use crate::load::Described;
use crate::model::{ObjectId, QName, Table};
use crate::report::{Code, Diagnostic, Errors, Place, similar};

/// Checks a schema for a server of that major version.
///
/// # Errors
/// Every mistake, in the order of the sources.
pub fn check(described: &Described, target: u8) -> Result<(), Errors> {
    let mut checker = Checker { described, target, found: Vec::new() };
    name::check(&mut checker);
    relation::check(&mut checker);
    types::check(&mut checker);
    enumeration::check(&mut checker);
    domain::check(&mut checker);
    sequence::check(&mut checker);
    for table in described.schema.tables.values() {
        column::check(table, &mut checker);
        key::check(table, &mut checker);
        foreign_key::check(table, &mut checker);
        index::check(table, &mut checker);
        expression::check(table, &mut checker);
        spread::check(table, &mut checker);
    }
    publication::check(&mut checker);
    rust::check(&mut checker);
    checker.finish()
}

/// What the rules share: the schema, and the mistakes so far.
struct Checker<'a> {
    described: &'a Described,
    target: u8,
    found: Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Adds a mistake at the first of these objects whose place is known.
    fn report(&mut self, diagnostic: Diagnostic, objects: &[ObjectId]) {
        let place = objects.iter().find_map(|id| self.described.notes.place(id));
        self.found.push(match place {
            Some(place) => {
                let place = narrowed(place, &diagnostic);
                diagnostic.at(place, "")
            }
            None => diagnostic,
        });
    }

    fn place(&self, id: &ObjectId) -> Option<&Place> {
        self.described.notes.place(id)
    }

    /// The mistakes in the order of their places, file by file.
    fn finish(mut self) -> Result<(), Errors> {
        let at = |diagnostic: &Diagnostic| {
            diagnostic.label.as_ref().map(|l| (l.place.source.name.clone(), l.place.span.start))
        };
        self.found.sort_by_key(|diagnostic| at(diagnostic));
        let mut errors = Errors::new();
        for diagnostic in self.found {
            errors.push(diagnostic);
        }
        errors.finish()
    }
}

/// The smallest place: messages about an unknown name end with that name, and where it stands in the place of the whole
/// object, that is what to point at.
fn narrowed(place: &Place, diagnostic: &Diagnostic) -> Place {
    let name = diagnostic.message.rsplit('`').nth(1).filter(|_| diagnostic.code == Code::UnknownName);
    let text = place.text();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let found = name.and_then(|name| {
        text.match_indices(name)
            .map(|(at, _)| at..at + name.len())
            .find(|span| !text[..span.start].ends_with(is_word) && !text[span.end..].starts_with(is_word))
    });
    match found {
        Some(span) => Place::new(&place.source, place.span.start + span.start..place.span.start + span.end),
        None => place.clone(),
    }
}

fn invalid(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Invalid, message)
}

/// "did you mean", or the way out when nothing is near.
fn unknown<'n>(
    message: String,
    name: &str,
    candidates: impl IntoIterator<Item = &'n str>,
    otherwise: &str,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownName, message);
    match similar(name, candidates) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic.help(otherwise),
    }
}

/// A column that a part of the table names and that is not there.
fn unknown_column(what: &str, name: &str, table: &Table) -> Diagnostic {
    let columns: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
    let message = format!("{what} names unknown column `{name}`");
    let help = match columns.len() {
        0..=12 if !columns.is_empty() => format!("table `{}` has {}", table.name, list(&columns)),
        _ => format!("add it to table `{}`", table.name),
    };
    unknown(message, name, columns, &help)
}

/// The first name that stands in a list twice.
fn repeated(names: &[String]) -> Option<&String> {
    names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)).map(|(_, name)| name)
}

/// `a`, `b` and `c`, each in back quotes.
fn list<T: AsRef<str>>(names: &[T]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

fn table_id(table: &QName) -> ObjectId {
    ObjectId::Table(table.clone())
}

fn column_id(table: &QName, column: &str) -> ObjectId {
    ObjectId::Column(table.clone(), column.to_owned())
}

fn constraint_id(table: &QName, name: &str) -> ObjectId {
    ObjectId::Constraint(table.clone(), name.to_owned())
}
