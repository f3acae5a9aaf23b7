//! What a step needs, provides, destroys or lets go of.

use crate::model::{ObjectId, QName};

/// One thing that is true of a database at some moment. The graph's edges come from facts:
///
/// - a step that *needs* a fact comes after those that *provide* it;
/// - a step that *destroys* a fact comes after those that *release* it (that let go of what it is about);
/// - a step that provides a fact, or awaits its end, comes after those that destroy it: first the old one goes, then
///   the new one comes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// The object is there.
    Object(ObjectId),
    /// The column has its default.
    Default(QName, String),
    /// The column is `NOT NULL`.
    NotNull(QName, String),
    /// The sequence is owned by its column.
    Owned(QName),
    /// The name is taken by a relation: a table, view, sequence or index.
    Relation(QName),
    /// The name is taken by a type.
    TypeName(QName),
    /// The columns of the table are these and no others, as `*` has it.
    AllColumns(QName),
    /// The table is logged: it survives a crash, so that it can be published, and logged tables can refer to it.
    Logged(QName),
    /// The first table has columns from the second: it inherits from it, or is a partition of it.
    Child(QName, QName),
    /// Citus knows where the rows of the table are.
    Distributed(QName),
    /// The old type of this name stands aside under another one.
    Aside(QName),
    /// A function converts values of the old composite type of this name to the new one.
    Converter(QName),
}

impl Fact {
    /// The fact of a table.
    pub(super) fn table(name: &QName) -> Self {
        Self::Object(ObjectId::Table(name.clone()))
    }

    /// The fact of a column.
    pub(super) fn column(table: &QName, column: &str) -> Self {
        Self::Object(ObjectId::Column(table.clone(), column.to_owned()))
    }

    /// The fact of a constraint.
    pub(super) fn constraint(table: &QName, name: &str) -> Self {
        Self::Object(ObjectId::Constraint(table.clone(), name.to_owned()))
    }

    /// The fact of an index.
    pub(super) fn index(table: &QName, name: &str) -> Self {
        Self::Object(ObjectId::Index(table.clone(), name.to_owned()))
    }

    /// The fact of a sequence.
    pub(super) fn sequence(name: &QName) -> Self {
        Self::Object(ObjectId::Sequence(name.clone()))
    }
}
