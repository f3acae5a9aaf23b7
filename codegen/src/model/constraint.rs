//! Constraints of a table. `NOT NULL` is a property of the column.

use serde::{Deserialize, Serialize};

use super::{Expr, IndexElement, QName};

/// A named constraint of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constraint {
    /// Its name, written or derived as PostgreSQL does.
    pub name: String,
    /// What it says.
    pub kind: ConstraintKind,
    /// Whether a check is there only because a parent of the table has it.
    pub inherited: bool,
    /// The constraint of the partitioned table that this one is the partition's part of.
    pub part_of: Option<String>,
    /// `COMMENT ON CONSTRAINT`.
    pub comment: Option<String>,
}

impl Constraint {
    /// A constraint of its own table's, without a comment.
    pub fn new(name: impl Into<String>, kind: ConstraintKind) -> Self {
        Self { name: name.into(), kind, inherited: false, part_of: None, comment: None }
    }
}

/// What a constraint says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConstraintKind {
    /// `PRIMARY KEY`.
    PrimaryKey(PrimaryKey),
    /// `UNIQUE`.
    Unique(Unique),
    /// `CHECK`.
    Check(Check),
    /// `FOREIGN KEY` / `REFERENCES`.
    ForeignKey(ForeignKey),
    /// `EXCLUDE`.
    Exclusion(Exclusion),
}

/// `PRIMARY KEY (columns)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrimaryKey {
    /// The key columns, in order.
    pub columns: Vec<String>,
    /// `WITHOUT OVERLAPS` of the last column, from PostgreSQL 18.
    pub without_overlaps: bool,
    /// `INCLUDE (columns)`.
    pub include: Vec<String>,
    /// `WITH (name = value)` of the index behind it, sorted by name.
    pub parameters: Vec<(String, String)>,
    /// `USING INDEX TABLESPACE`.
    pub tablespace: Option<String>,
    /// When it is checked.
    pub deferrable: Deferrable,
}

/// `UNIQUE (columns)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unique {
    /// The columns, in order.
    pub columns: Vec<String>,
    /// `WITHOUT OVERLAPS` of the last column, from PostgreSQL 18.
    pub without_overlaps: bool,
    /// `INCLUDE (columns)`.
    pub include: Vec<String>,
    /// `NULLS NOT DISTINCT`, from PostgreSQL 15.
    pub nulls_not_distinct: bool,
    /// `WITH (name = value)` of the index behind it, sorted by name.
    pub parameters: Vec<(String, String)>,
    /// `USING INDEX TABLESPACE`.
    pub tablespace: Option<String>,
    /// When it is checked.
    pub deferrable: Deferrable,
}

/// `CHECK (expr)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The condition, without the parentheses around it.
    pub expr: Expr,
    /// `NO INHERIT`.
    pub no_inherit: bool,
    /// `NOT VALID`: rows already there were not checked.
    pub not_valid: bool,
    /// `NOT ENFORCED`, from PostgreSQL 18: rows are never checked.
    pub not_enforced: bool,
}

/// `FOREIGN KEY (columns) REFERENCES table (columns)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// The referencing columns.
    pub columns: Vec<String>,
    /// The referenced table.
    pub table: QName,
    /// The referenced columns; filled in from the primary key when the author left them out.
    pub references: Vec<String>,
    /// `PERIOD` before the last column on either side, from PostgreSQL 18.
    pub period: bool,
    /// `MATCH`.
    pub match_kind: MatchKind,
    /// `ON DELETE`.
    pub on_delete: ReferentialAction,
    /// `ON UPDATE`.
    pub on_update: ReferentialAction,
    /// When it is checked.
    pub deferrable: Deferrable,
    /// `NOT VALID`: rows already there were not checked.
    pub not_valid: bool,
    /// `NOT ENFORCED`, from PostgreSQL 18: rows are never checked.
    pub not_enforced: bool,
}

/// `MATCH` of a foreign key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MatchKind {
    /// `MATCH SIMPLE`, the default.
    #[default]
    Simple,
    /// `MATCH FULL`.
    Full,
}

/// What happens to a referencing row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReferentialAction {
    /// `NO ACTION`, the default.
    #[default]
    NoAction,
    /// `RESTRICT`.
    Restrict,
    /// `CASCADE`.
    Cascade,
    /// `SET NULL`, of these columns only (from 15, `ON DELETE` only) or, when empty, of all.
    SetNull(Vec<String>),
    /// `SET DEFAULT`, likewise.
    SetDefault(Vec<String>),
}

/// When a constraint is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deferrable {
    /// `NOT DEFERRABLE`, the default.
    #[default]
    No,
    /// `DEFERRABLE INITIALLY IMMEDIATE`.
    Immediate,
    /// `DEFERRABLE INITIALLY DEFERRED`.
    Deferred,
}

/// `EXCLUDE USING method (element WITH operator, ..)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// The index method, such as `gist`.
    pub method: String,
    /// What is compared, and how.
    pub elements: Vec<ExclusionElement>,
    /// `INCLUDE (columns)`.
    pub include: Vec<String>,
    /// `WITH (name = value)`, sorted by name.
    pub parameters: Vec<(String, String)>,
    /// `USING INDEX TABLESPACE`.
    pub tablespace: Option<String>,
    /// `WHERE (predicate)`.
    pub predicate: Option<Expr>,
    /// When it is checked.
    pub deferrable: Deferrable,
}

/// One element of an exclusion constraint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExclusionElement {
    /// The column or expression with its operator class and order.
    pub element: IndexElement,
    /// The operator, such as `&&` or `OPERATOR(pg_catalog.=)`.
    pub operator: String,
}

impl ConstraintKind {
    /// The parameters and the tablespace of the index behind it.
    pub(crate) fn index_storage_mut(&mut self) -> Option<(&mut Vec<(String, String)>, &mut Option<String>)> {
        match self {
            Self::PrimaryKey(key) => Some((&mut key.parameters, &mut key.tablespace)),
            Self::Unique(key) => Some((&mut key.parameters, &mut key.tablespace)),
            Self::Exclusion(key) => Some((&mut key.parameters, &mut key.tablespace)),
            Self::Check(_) | Self::ForeignKey(_) => None,
        }
    }

    /// The columns that it names, in order; empty for a check, whose columns are in its expression.
    pub fn columns(&self) -> &[String] {
        match self {
            Self::PrimaryKey(k) => &k.columns,
            Self::Unique(k) => &k.columns,
            Self::ForeignKey(k) => &k.columns,
            Self::Check(_) | Self::Exclusion(_) => &[],
        }
    }
}
