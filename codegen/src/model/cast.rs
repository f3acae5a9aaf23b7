//! A cast.

use serde::{Deserialize, Serialize};

use super::{QName, Type};

/// A cast (`CREATE CAST`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cast {
    /// The type that is converted.
    pub source: Type,
    /// The type that it becomes.
    pub target: Type,
    /// How.
    pub method: CastMethod,
    /// When it is used without being written.
    pub context: CastContext,
    /// `COMMENT ON CAST`.
    pub comment: Option<String>,
}

/// How a cast converts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CastMethod {
    /// `WITH FUNCTION name (types)`.
    Function(QName, Vec<Type>),
    /// `WITHOUT FUNCTION`: the bytes are the same.
    Binary,
    /// `WITH INOUT`: by way of text.
    InOut,
}

/// Where PostgreSQL uses a cast by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CastContext {
    /// Nowhere.
    Explicit,
    /// `AS ASSIGNMENT`.
    Assignment,
    /// `AS IMPLICIT`.
    Implicit,
}
