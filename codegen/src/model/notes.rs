//! What a source says of an object beyond what PostgreSQL stores.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ObjectId, QName};
use crate::report::Place;

/// Who may see a table or column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Clients: it may be published.
    #[default]
    Public,
    /// The server only: never published, never serialised, redacted in `Debug`.
    Private,
}

/// The side table: one [`Note`] for each object that has something to say.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    notes: BTreeMap<ObjectId, Note>,
}

/// What a source says of one object.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// Where it is described: file and span. For diagnostics only.
    pub place: Option<Place>,
    /// Who may see it; `None` inherits (a column from its table, a table from its file).
    pub audience: Option<Audience>,
    /// The comment directly above it in the source, for rustdoc; `COMMENT ON` wins where both exist.
    pub docs: Option<Arc<str>>,
    /// `@renamed from=..`: the name that it had before. For a column only the name counts.
    pub renamed_from: Option<QName>,
    /// `@rust name="..."`: the Rust name of a table, column, enum.
    pub rust_name: Option<String>,
    /// `@rust type="..."`: the Rust type of a column.
    pub rust_type: Option<String>,
    /// `@rust newtype`: a domain has a Rust type of its own.
    pub newtype: bool,
    /// `@zero`, or named so in the configuration: Zero replicates this publication.
    pub zero: bool,
    /// `@allow TW012`: lints that have nothing to say here.
    pub allow: Vec<Allow>,
    /// `@partition every=month`: `tablewright partitions` sees to the partitions of the table.
    pub partitions: Option<Upkeep>,
    /// Where `@distribute` or `@reference` is said.
    pub distribution: Option<Place>,
}

/// What a table that is partitioned by time wants of `tablewright partitions`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upkeep {
    /// How long a partition lasts: one of [`Upkeep::EVERY`].
    pub every: String,
    /// How many partitions there are after the current one.
    pub ahead: u32,
    /// How many are kept before the current one; `None` keeps all.
    pub keep: Option<u32>,
    /// Where that is said.
    pub place: Option<Place>,
}

impl Upkeep {
    /// How long a partition can last.
    pub const EVERY: [&str; 6] = ["hour", "day", "week", "month", "quarter", "year"];
}

/// A lint that is allowed in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// Its code.
    pub code: String,
    /// Where that is said.
    pub place: Option<Place>,
}

impl Notes {
    /// The note of an object.
    pub fn get(&self, id: &ObjectId) -> Option<&Note> {
        self.notes.get(id)
    }

    /// The note of an object, made when there is none.
    pub fn entry(&mut self, id: ObjectId) -> &mut Note {
        self.notes.entry(id).or_default()
    }

    /// Forgets an object.
    pub fn remove(&mut self, id: &ObjectId) -> Option<Note> {
        self.notes.remove(id)
    }

    /// All notes, in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = (&ObjectId, &Note)> {
        self.notes.iter()
    }

    /// The publication that Zero replicates.
    pub fn zero(&self) -> Option<&str> {
        self.notes.iter().find_map(|(id, note)| match id {
            ObjectId::Publication(name) if note.zero => Some(name.as_str()),
            _ => None,
        })
    }

    /// Where an object is described.
    pub fn place(&self, id: &ObjectId) -> Option<&Place> {
        self.get(id)?.place.as_ref()
    }

    /// Who may see a table; public unless a note says otherwise.
    pub fn table_audience(&self, table: &QName) -> Audience {
        self.get(&ObjectId::Table(table.clone())).and_then(|n| n.audience).unwrap_or_default()
    }

    /// Who may see a column: private when it or its table is.
    pub fn column_audience(&self, table: &QName, column: &str) -> Audience {
        let own = self.get(&ObjectId::Column(table.clone(), column.to_owned())).and_then(|n| n.audience);
        self.table_audience(table).max(own.unwrap_or_default())
    }
}
