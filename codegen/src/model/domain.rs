//! A domain: a type with constraints.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Expr, QName, Type};

/// A domain (`CREATE DOMAIN`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// Its name.
    pub name: QName,
    /// The type underneath.
    pub ty: Type,
    /// `COLLATE`.
    pub collation: Option<QName>,
    /// `DEFAULT`.
    pub default: Option<Expr>,
    /// `NOT NULL`.
    pub not_null: bool,
    /// `CHECK` constraints by name.
    pub checks: BTreeMap<String, DomainCheck>,
    /// `COMMENT ON DOMAIN`.
    pub comment: Option<String>,
}

/// A `CHECK` of a domain; the value is called `VALUE` in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainCheck {
    /// The condition.
    pub expr: Expr,
    /// `NOT VALID`: values already stored were not checked.
    pub not_valid: bool,
    /// `COMMENT ON CONSTRAINT .. ON DOMAIN`.
    pub comment: Option<String>,
}
