//! Parts of statements as text, for the attributes of generated structs.

use super::expr::Text;
use super::index::ElementText;
use super::quote::{Ident, Idents, Literal, Name, Parameters};
use super::types::Ty;
use crate::model::{ExclusionElement, Expr, IndexElement, QName, Type};

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
