//! Parts of statements as text, for the attributes of generated structs and for pages to read.

use super::constraint::Body;
use super::expr::Text;
use super::index::ElementText;
use super::partition::{BoundText, KeyText};
use super::quote::{Ident, Idents, Literal, Name, Parameters};
use super::types::Ty;
use crate::model::{
    ConstraintKind, ExclusionElement, Expr, IndexElement, PartitionBound, PartitionKey, QName, Type,
};

/// A name, with its namespace unless that is `public`.
pub(crate) fn name(name: &QName) -> String {
    Name(name).to_string()
}

/// A name with its namespace.
pub(crate) fn full_name(name: &QName) -> String {
    format!("{}.{}", Ident(&name.namespace), Ident(&name.name))
}

/// Names with commas between.
pub(crate) fn idents(names: &[String]) -> String {
    Idents(names).to_string()
}

/// A string literal.
pub(crate) fn literal(text: &str) -> String {
    Literal(text).to_string()
}

/// A type.
pub(crate) fn ty(ty: &Type) -> String {
    Ty(ty).to_string()
}

/// An expression.
pub(crate) fn text(expr: &Expr) -> String {
    Text(expr).to_string()
}

/// One element of an index.
pub(crate) fn index_element(element: &IndexElement) -> String {
    ElementText(element).to_string()
}

/// One element of an exclusion constraint: `room WITH =`.
pub(crate) fn exclusion_element(element: &ExclusionElement) -> String {
    format!("{} WITH {}", ElementText(&element.element), element.operator)
}

/// One storage parameter: `m = 16`.
pub(crate) fn parameter(parameter: &(String, String)) -> String {
    Parameters(std::slice::from_ref(parameter)).to_string()
}

/// What a constraint says: `PRIMARY KEY (id)`.
pub(crate) fn constraint(kind: &ConstraintKind) -> String {
    Body(kind).to_string()
}

/// How a table is partitioned: `RANGE (at)`.
pub(crate) fn partition_key(key: &PartitionKey) -> String {
    KeyText(key).to_string()
}

/// Which rows a partition holds: `FOR VALUES IN (1)`.
pub(crate) fn partition_bound(bound: &PartitionBound) -> String {
    BoundText(bound).to_string()
}
