//! Operators, with the families and classes that indexes know them by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Expr, QName, Type};

/// An operator (`CREATE OPERATOR`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// Its name, such as `===`.
    pub name: QName,
    /// `LEFTARG`; `None` for a prefix operator.
    pub left: Option<Type>,
    /// `RIGHTARG`.
    pub right: Option<Type>,
    /// `FUNCTION`.
    pub function: QName,
    /// The other options by name in lower case (`commutator`, `negator`, `restrict`, `join`, `hashes`, `merges`), as
    /// written; a word without a value has an empty one.
    pub options: BTreeMap<String, String>,
    /// `COMMENT ON OPERATOR`.
    pub comment: Option<String>,
}

/// An operator family (`CREATE OPERATOR FAMILY`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorFamily {
    /// Its name.
    pub name: QName,
    /// `USING`: the index method.
    pub method: String,
    /// What `ALTER OPERATOR FAMILY .. ADD` brought, sorted: `OPERATOR 1 < (int4, int2)`, `FUNCTION 1 (int4, int2) f(int4, int2)`.
    pub items: Vec<Expr>,
    /// `COMMENT ON OPERATOR FAMILY`.
    pub comment: Option<String>,
}

/// An operator class (`CREATE OPERATOR CLASS`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorClass {
    /// Its name.
    pub name: QName,
    /// `USING`: the index method.
    pub method: String,
    /// `FOR TYPE`.
    pub ty: Type,
    /// `DEFAULT`.
    pub default: bool,
    /// `FAMILY`; `None` is one of the same name that comes along.
    pub family: Option<QName>,
    /// `OPERATOR ..`, `FUNCTION ..`, `STORAGE ..`, sorted.
    pub items: Vec<Expr>,
    /// `COMMENT ON OPERATOR CLASS`.
    pub comment: Option<String>,
}
