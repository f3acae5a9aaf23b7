//! The schema as plain data.
//!
//! Every front end (SQL text, Rust structs, a live catalog) produces a [`Schema`]; every later stage reads one.
//! Two schemas are equal exactly when they mean the same to PostgreSQL: there are no spans, no tokens and no I/O
//! in here. What a source says beyond PostgreSQL (where a thing stands, its audience, its Rust name) is kept
//! beside the schema, in [`Notes`].

mod column;
mod constraint;
mod domain;
mod enumeration;
mod expr;
mod extension;
mod function;
mod id;
mod index;
mod name;
mod namespace;
mod notes;
mod publication;
mod schema;
mod sequence;
mod table;
mod types;
mod view;

pub use column::{Column, Columns, Generated, GeneratedKind, Identity, IdentityMode};
pub use constraint::{
    Check, Constraint, ConstraintKind, Deferrable, Exclusion, ExclusionElement, ForeignKey, MatchKind,
    PrimaryKey, ReferentialAction, Unique,
};
pub use domain::{Domain, DomainCheck};
pub use enumeration::Enum;
pub use expr::Expr;
pub use extension::Extension;
pub use function::{Argument, ArgumentMode, Function, FunctionKind};
pub use id::ObjectId;
pub use index::{Index, IndexElement, IndexKey, NullsOrder, SortOrder};
pub use name::{QName, clip, derive_name, first_free_name};
pub use namespace::Namespace;
pub use notes::{Allow, Audience, Note, Notes};
pub use publication::{Publication, PublicationTable, PublishGenerated};
pub use schema::Schema;
pub use sequence::{Sequence, SequenceOptions};
pub use table::Table;
pub use types::{Builtin, IntervalFields, Type};
pub use view::View;
