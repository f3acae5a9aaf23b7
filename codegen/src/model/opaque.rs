//! What the model does not know.

use serde::{Deserialize, Serialize};

use super::Expr;

/// A statement that makes an object of a kind that is not in the model, such as `CREATE LANGUAGE`. It is made where it
/// is missing, and told of where it is gone, but never dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opaque {
    /// What it makes, in words: `language plperl`.
    pub what: String,
    /// The statements, in order, without the final semicolons.
    pub statements: Vec<Expr>,
}
