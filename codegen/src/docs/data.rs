//! What a page says, as plain data: every text is as a person reads it, and not yet HTML.

use serde::Serialize;

/// A schema to read.
#[derive(Clone, Debug, Serialize)]
pub struct Docs {
    /// What the page is called.
    pub title: String,
    /// The namespaces that hold something, `public` first.
    pub namespaces: Vec<String>,
    /// Tables, without partitions of others, and views.
    pub relations: Vec<RelationDocs>,
    /// Enums.
    pub enums: Vec<EnumDocs>,
    /// Domains.
    pub domains: Vec<DomainDocs>,
}

/// A table or view.
#[derive(Clone, Debug, Serialize)]
pub struct RelationDocs {
    /// What identifies its section.
    pub anchor: String,
    /// Its name, with its namespace unless that is `public`.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// What it is.
    pub kind: RelationKind,
    /// Whether only the server may see it.
    pub private: bool,
    /// What is said of it.
    pub comment: Option<String>,
    /// The migration that last touched it; `None` where none has made it.
    pub migration: Option<String>,
    /// What else is to be said in a word or two: `unlogged`, `row level security`.
    pub remarks: Vec<String>,
    /// Its columns.
    pub columns: Vec<FieldDocs>,
    /// Primary key, unique and exclusion constraints.
    pub keys: Vec<RuleDocs>,
    /// Foreign keys.
    pub references: Vec<KeyDocs>,
    /// The foreign keys of others that refer to it.
    pub referenced_by: Vec<KeyDocs>,
    /// Checks.
    pub checks: Vec<RuleDocs>,
    /// Indexes that are not behind a key.
    pub indexes: Vec<RuleDocs>,
    /// Triggers, policies and rules, as statements.
    pub definitions: Vec<RuleDocs>,
    /// `RANGE (created_at)`.
    pub partitioned: Option<String>,
    /// Its partitions.
    pub partitions: Vec<PartDocs>,
    /// The query of a view.
    pub query: Option<String>,
}

/// What a relation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// A table.
    Table,
    /// A foreign table.
    ForeignTable,
    /// A view.
    View,
    /// A materialized view.
    MaterializedView,
}

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct FieldDocs {
    /// What identifies it on the page.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// Its type; empty for a view's column, whose type follows from the query.
    pub ty: String,
    /// The enum or domain that its type is, or is an array of: what identifies that section.
    pub type_anchor: Option<String>,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Whether it is part of the primary key.
    pub primary: bool,
    /// Whether it is unique by itself.
    pub unique: bool,
    /// What it refers to, where it is part of foreign keys.
    pub references: Vec<Target>,
    /// `DEFAULT`.
    pub default: Option<String>,
    /// The expression of a generated column, and `stored` or `virtual`.
    pub generated: Option<(String, &'static str)>,
    /// `always` or `by default`, of an identity column.
    pub identity: Option<&'static str>,
    /// Whether only the server may see it.
    pub private: bool,
    /// What is said of it.
    pub comment: Option<String>,
}

/// A column of another table.
#[derive(Clone, Debug, Serialize)]
pub struct Target {
    /// What identifies it on the page.
    pub anchor: String,
    /// How it is called: `todo.id`.
    pub name: String,
}

/// A foreign key.
#[derive(Clone, Debug, Serialize)]
pub struct KeyDocs {
    /// Its name.
    pub name: String,
    /// The section of the table that has it, and of the one that it refers to.
    pub anchors: (String, String),
    /// The table that has it, and the one that it refers to.
    pub tables: (String, String),
    /// The columns on either side.
    pub columns: (Vec<String>, Vec<String>),
    /// `ON DELETE CASCADE` and what else it says.
    pub actions: String,
    /// Whether a row may refer to nothing.
    pub optional: bool,
    /// Whether at most one row refers to each row.
    pub unique: bool,
    /// What is said of it.
    pub comment: Option<String>,
}

/// A constraint, index, trigger, policy or rule.
#[derive(Clone, Debug, Serialize)]
pub struct RuleDocs {
    /// Its name.
    pub name: String,
    /// What it says, as SQL.
    pub sql: String,
    /// What is said of it.
    pub comment: Option<String>,
}

/// A partition.
#[derive(Clone, Debug, Serialize)]
pub struct PartDocs {
    /// What identifies it on the page.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// Which rows it holds.
    pub bound: String,
    /// Its own partitions' key.
    pub partitioned: Option<String>,
    /// The migration that last touched it.
    pub migration: Option<String>,
    /// What is said of it.
    pub comment: Option<String>,
}

/// An enum.
#[derive(Clone, Debug, Serialize)]
pub struct EnumDocs {
    /// What identifies its section.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// Its values, in order.
    pub values: Vec<String>,
    /// What is said of it.
    pub comment: Option<String>,
    /// The migration that last touched it.
    pub migration: Option<String>,
    /// The columns of that type.
    pub used_by: Vec<Target>,
}

/// A domain.
#[derive(Clone, Debug, Serialize)]
pub struct DomainDocs {
    /// What identifies its section.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// The type underneath.
    pub ty: String,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// `DEFAULT`.
    pub default: Option<String>,
    /// Its checks.
    pub checks: Vec<RuleDocs>,
    /// What is said of it.
    pub comment: Option<String>,
    /// The migration that last touched it.
    pub migration: Option<String>,
    /// The columns of that type.
    pub used_by: Vec<Target>,
}
