//! The schema as plain data.
//!
//! Every front end (SQL text, Rust structs, a live catalog) produces a [`Schema`]; every later stage reads one.
//! Two schemas are equal exactly when they mean the same to PostgreSQL: there are no spans, no tokens and no I/O
//! in here. What a source says beyond PostgreSQL (where a thing stands, its audience, its Rust name) is kept
//! beside the schema, in [`Notes`].

mod access;
mod cast;
mod collation;
mod column;
mod composite;
mod constraint;
mod definition;
mod distribution;
mod domain;
mod enumeration;
mod expr;
mod extension;
mod foreign;
mod function;
mod id;
mod index;
mod mention;
mod name;
mod namespace;
mod not_null;
mod notes;
mod opaque;
mod operator;
mod partition;
mod policy;
mod publication;
mod range;
mod rule;
mod schema;
mod sequence;
mod statistics;
mod subscription;
mod table;
mod text_search;
mod trigger;
mod types;
mod view;

pub use access::{Acl, BuiltIn, DefaultPrivilege, DefaultPrivilegeKind, Grantee, Privilege, Securable};
pub use cast::{Cast, CastContext, CastMethod};
pub use collation::Collation;
pub use column::{
    Column, ColumnStorage, Columns, Generated, GeneratedKind, Identity, IdentityMode, StorageMode,
};
pub use composite::{Composite, CompositeAttribute};
pub use constraint::{
    Check, Constraint, ConstraintKind, Deferrable, Exclusion, ExclusionElement, ForeignKey, MatchKind,
    PrimaryKey, ReferentialAction, Unique,
};
pub use definition::{Definition, DefinitionId};
pub use distribution::{Colocate, Distribution};
pub use domain::{Domain, DomainCheck};
pub use enumeration::Enum;
pub use expr::Expr;
pub use extension::Extension;
pub use foreign::{ForeignDataWrapper, SECRET, Server, UserMapping, is_secret};
pub use function::{Argument, ArgumentMode, Function, FunctionKind};
pub use id::ObjectId;
pub use index::{Index, IndexElement, IndexKey, NullsOrder, SortOrder};
pub use mention::Mention;
pub use name::{QName, clip, derive_name, first_free_name};
pub use namespace::{Namespace, PUBLIC_COMMENT};
pub(crate) use not_null::NAMED;
pub use not_null::NotNull;
pub use notes::{Allow, Audience, Note, Notes, Upkeep};
pub use opaque::Opaque;
pub use operator::{Operator, OperatorClass, OperatorFamily};
pub use partition::{Partition, PartitionBound, PartitionKey, PartitionStrategy};
pub use policy::{Policy, PolicyCommand};
pub use publication::{Publication, PublicationTable, PublishGenerated};
pub use range::Range;
pub use rule::Rule;
pub use schema::Schema;
pub use sequence::{Sequence, SequenceOptions};
pub use statistics::Statistics;
pub use subscription::{Subscription, holds_password};
pub use table::{ForeignSource, ReplicaIdentity, RowSecurity, Table, TableStorage};
pub use text_search::{TextSearch, TextSearchKind};
pub use trigger::{ConstraintTrigger, Enabled, EventTrigger, Trigger, TriggerEvent, TriggerTiming};
pub use types::{Builtin, IntervalFields, Type};
pub use view::{Placeholder, View, ViewColumn};
