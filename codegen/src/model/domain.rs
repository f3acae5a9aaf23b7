//! A domain: a type with constraints.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Expr, QName, Type, derive_name};

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
    /// The name of that constraint, which a server keeps from version 18 on; `None` is the one that it derives.
    pub not_null_name: Option<String>,
    /// `CHECK` constraints by name.
    pub checks: BTreeMap<String, DomainCheck>,
    /// `COMMENT ON DOMAIN`.
    pub comment: Option<String>,
}

impl Domain {
    /// The name of its `NOT NULL` constraint; `None` when it may be null.
    pub fn not_null_constraint(&self) -> Option<String> {
        let derived = || derive_name(&self.name.name, None, "not_null");
        self.not_null.then(|| self.not_null_name.clone().unwrap_or_else(derived))
    }

    /// Takes that name, where it is not the derived one. A number behind that is the server's own.
    pub(crate) fn set_not_null_name(&mut self, name: Option<String>) {
        let derived = derive_name(&self.name.name, None, "not_null");
        let own = |name: &String| {
            !name.strip_prefix(&derived).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
        };
        self.not_null_name = name.filter(own);
    }
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
