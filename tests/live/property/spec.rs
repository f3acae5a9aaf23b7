//! A schema in few words, from which SQL is written: small enough that any change of it still makes sense.
//!
//! Everything that can be named elsewhere has a number that outlives a rename. What names something that is gone is left
//! out when the text is written (`print.rs`), so that a change never has to clean up after itself.

use super::kind::Other;
use super::tape::Tape;

/// A number that names a thing for good.
pub(crate) type Id = usize;

#[derive(Clone, Debug, Default)]
pub(crate) struct Spec {
    pub(crate) next: Id,
    pub(crate) enums: Vec<Enum>,
    pub(crate) domains: Vec<Domain>,
    pub(crate) sequences: Vec<Sequence>,
    pub(crate) tables: Vec<Table>,
    pub(crate) views: Vec<View>,
    pub(crate) publication: Option<Publication>,
    /// Which body the function `slug` has, if it is there.
    pub(crate) function: Option<usize>,
    pub(crate) others: Vec<Other>,
}

#[derive(Clone, Debug)]
pub(crate) struct Enum {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Domain {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) number: bool,
    pub(crate) check: Option<usize>,
    pub(crate) default: bool,
    /// Another domain, of which it is made.
    pub(crate) over: Option<Id>,
}

#[derive(Clone, Debug)]
pub(crate) struct Sequence {
    pub(crate) name: String,
    pub(crate) was: Option<String>,
    pub(crate) old: bool,
    pub(crate) way: usize,
    pub(crate) increment: usize,
    pub(crate) cycle: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) id: Id,
    /// In the namespace `app` instead of `public`.
    pub(crate) app: bool,
    pub(crate) name: String,
    pub(crate) was: Option<String>,
    pub(crate) unlogged: bool,
    /// The first is the primary key.
    pub(crate) columns: Vec<Column>,
    pub(crate) checks: Vec<Check>,
    pub(crate) uniques: Vec<Unique>,
    pub(crate) keys: Vec<Key>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) comment: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) was: Option<String>,
    pub(crate) ty: Ty,
    pub(crate) not_null: bool,
    pub(crate) kind: Kind,
    pub(crate) comment: Option<usize>,
    /// It is in the old schema, so that rows have a value for it.
    pub(crate) old: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ty {
    Int,
    BigInt,
    SmallInt,
    Numeric(usize, usize),
    Double,
    Text,
    Varchar(usize),
    Bool,
    Date,
    Timestamp,
    Timestamptz,
    Uuid,
    Jsonb,
    Bytea,
    Inet,
    Interval,
    IntArray,
    TextArray,
    Vector(usize),
    Enum(Id),
    EnumArray(Id),
    Domain(Id),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Plain,
    Default(usize),
    Identity {
        always: bool,
        options: usize,
    },
    Serial,
    /// Made from another column, in one of two ways.
    Generated {
        from: Id,
        way: usize,
        stored: bool,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct Check {
    pub(crate) column: Id,
    pub(crate) way: usize,
    pub(crate) state: usize,
    pub(crate) name: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Unique {
    pub(crate) columns: Vec<Id>,
    pub(crate) nulls_not_distinct: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) column: Id,
    pub(crate) to: Id,
    pub(crate) on_delete: usize,
    pub(crate) state: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Index {
    pub(crate) name: String,
    pub(crate) column: Id,
    pub(crate) include: Option<Id>,
    pub(crate) expression: bool,
    pub(crate) order: usize,
    pub(crate) class: usize,
    pub(crate) unique: bool,
    pub(crate) predicate: Option<Id>,
}

#[derive(Clone, Debug)]
pub(crate) struct View {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) table: Id,
    pub(crate) columns: Vec<Id>,
    pub(crate) was: Option<String>,
    pub(crate) old: bool,
    pub(crate) materialized: bool,
    pub(crate) listed: bool,
    pub(crate) option: usize,
    pub(crate) indexed: bool,
    pub(crate) comment: Option<usize>,
    /// Another view that it reads instead of the table.
    pub(crate) over: Option<Id>,
}

#[derive(Clone, Debug)]
pub(crate) struct Publication {
    pub(crate) tables: Vec<Published>,
    pub(crate) everything: bool,
    pub(crate) via_root: bool,
    pub(crate) inserts_only: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Published {
    pub(crate) table: Id,
    /// With a list of these columns and the key.
    pub(crate) columns: Option<Vec<Id>>,
    pub(crate) filter: bool,
}

impl Ty {
    /// Whether every use of it is possible: it is sorted and compared.
    pub(crate) fn is_plain(self) -> bool {
        matches!(
            self,
            Self::Int
                | Self::BigInt
                | Self::SmallInt
                | Self::Text
                | Self::Varchar(_)
                | Self::Bool
                | Self::Date
        )
    }
}

impl Spec {
    pub(crate) fn id(&mut self) -> Id {
        self.next += 1;
        self.next
    }

    /// A table and a column of it.
    pub(crate) fn some_column(&self, tape: &mut Tape) -> Option<(Id, Id)> {
        let tables: Vec<&Table> = self.tables.iter().collect();
        let table = tape.any(&tables)?;
        let columns: Vec<Id> = table.columns.iter().map(|c| c.id).collect();
        Some((table.id, tape.any(&columns)?))
    }

    pub(crate) fn table(&self, id: Id) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }
}

impl Table {
    pub(crate) fn column(&self, id: Id) -> Option<&Column> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// The columns of which a foreign key is made.
    pub(crate) fn is_key(&self, column: Id) -> bool {
        self.columns.first().is_some_and(|key| key.id == column)
            || self.keys.iter().any(|k| k.column == column)
    }
}
