//! Statements as values, and their SQL text.
//!
//! A [`Statement`] says what to do with plain model values; its `Display` is the SQL without the final semicolon. One
//! file per kind of object holds that kind's statements, type and text together. Names and literals become text in
//! `quote.rs` only.

mod access;
mod cast;
mod collation;
mod column;
mod comment;
mod composite;
mod constraint;
mod data;
mod definition;
mod distribution;
mod domain;
mod enumeration;
mod expr;
mod extension;
mod foreign;
mod foreign_table;
mod fragment;
mod function;
mod index;
mod namespace;
mod opaque;
mod operator;
mod partition;
mod policy;
mod publication;
mod quote;
mod range;
mod rename;
mod rule;
mod sequence;
mod statistics;
mod subscription;
mod table;
mod target;
mod text_search;
mod trigger;
mod types;
mod view;

use std::fmt::{self, Display, Formatter};

pub use access::{AccessStatement, PrivilegeChange, PrivilegeVerb};
pub use column::{ColumnAction, ColumnDefinition, ColumnStatement};
pub use comment::Comment;
pub use composite::{AttributeAction, CompositeStatement, Converter, Source};
pub use constraint::ConstraintStatement;
pub use data::DataStatement;
pub use definition::DefinitionStatement;
pub use distribution::DistributionCall;
pub use domain::{DomainAction, DomainStatement};
pub use enumeration::{EnumStatement, Neighbour};
pub use extension::ExtensionStatement;
pub use foreign::ForeignStatement;
pub(crate) use fragment::{
    constraint, exclusion_element, full_name, idents, index_element, literal, name, parameter,
    partition_bound, partition_key, text, ty,
};
pub use function::FunctionStatement;
pub use index::IndexStatement;
pub use namespace::NamespaceStatement;
pub use operator::OperatorStatement;
pub use policy::AlterPolicy;
pub use publication::PublicationStatement;
pub(crate) use quote::Ident;
pub use range::RangeStatement;
pub use rename::Rename;
pub use rule::RuleStatement;
pub use sequence::SequenceStatement;
pub(crate) use sequence::{bounds, is_descending};
pub use statistics::SetTarget;
pub use subscription::SubscriptionStatement;
pub use table::{CreateTable, TableAction, TableStatement};
pub use target::Target;
pub use text_search::TextSearchStatement;
pub use trigger::TriggerStatement;
pub use view::{ViewAction, ViewStatement};

use crate::model::Schema;
use crate::plan;
use crate::report::Errors;

/// One SQL statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// Of a namespace.
    Namespace(NamespaceStatement),
    /// Of an extension.
    Extension(ExtensionStatement),
    /// Of an enum.
    Enum(EnumStatement),
    /// Of a domain.
    Domain(DomainStatement),
    /// Of a sequence.
    Sequence(SequenceStatement),
    /// Of a table as a whole.
    Table(TableStatement),
    /// Of a column.
    Column(ColumnStatement),
    /// Of a constraint.
    Constraint(ConstraintStatement),
    /// Of an index.
    Index(IndexStatement),
    /// Of a view.
    View(ViewStatement),
    /// Of a function or procedure.
    Function(FunctionStatement),
    /// Of a publication.
    Publication(PublicationStatement),
    /// Of any other kind.
    Definition(DefinitionStatement),
    /// A new name or namespace for any object.
    Rename(Rename),
    /// The comment of any object.
    Comment(Comment),
    /// Who owns an object, and who may use it.
    Access(AccessStatement),
    /// Rows and session settings: nothing that the schema shows.
    Data(DataStatement),
}

impl Statement {
    /// Whether it says `ONLY`, or never goes further than the table that it names.
    pub(crate) fn is_only(&self) -> bool {
        match self {
            Self::Column(ColumnStatement::Alter { only, action, .. }) => {
                *only || matches!(action, ColumnAction::SetOptions(_) | ColumnAction::ResetOptions(_))
            }
            Self::Table(TableStatement::Alter { .. } | TableStatement::SetUnlogged { .. }) => true,
            Self::Index(IndexStatement::Create { only, .. }) => *only,
            Self::Comment(_) => true,
            _ => false,
        }
    }
}

/// The SQL, without the final semicolon.
impl Display for Statement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Namespace(s) => s.fmt(f),
            Self::Extension(s) => s.fmt(f),
            Self::Enum(s) => s.fmt(f),
            Self::Domain(s) => s.fmt(f),
            Self::Sequence(s) => s.fmt(f),
            Self::Table(s) => s.fmt(f),
            Self::Column(s) => s.fmt(f),
            Self::Constraint(s) => s.fmt(f),
            Self::Index(s) => s.fmt(f),
            Self::View(s) => s.fmt(f),
            Self::Function(s) => s.fmt(f),
            Self::Publication(s) => s.fmt(f),
            Self::Definition(s) => s.fmt(f),
            Self::Rename(s) => s.fmt(f),
            Self::Comment(s) => s.fmt(f),
            Self::Access(s) => s.fmt(f),
            Self::Data(s) => s.fmt(f),
        }
    }
}

/// The whole schema as a readable SQL file: everything that makes it from an empty database, in an order that runs.
/// A schema that no order can make (a cycle) is written in the order of its names.
pub fn schema_sql(schema: &Schema) -> String {
    schema_file(schema).unwrap_or_default()
}

/// The same, for a file that somebody is to keep.
///
/// # Errors
/// When no order can make the schema: `Code::Cycle`.
pub fn schema_file(schema: &Schema) -> Result<String, Errors> {
    plan::creation(schema)
}
