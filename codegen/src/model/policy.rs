//! A row-level security policy.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Expr, Grantee, QName};

/// A policy (`CREATE POLICY`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Its name, unique in its table.
    pub name: String,
    /// The table.
    pub table: QName,
    /// `AS PERMISSIVE`, the default, otherwise `RESTRICTIVE`.
    pub permissive: bool,
    /// `FOR`.
    pub command: PolicyCommand,
    /// `TO`; `PUBLIC` unless told.
    pub roles: BTreeSet<Grantee>,
    /// `USING (condition)`, without the parentheses.
    pub using: Option<Expr>,
    /// `WITH CHECK (condition)`, without the parentheses.
    pub check: Option<Expr>,
    /// `COMMENT ON POLICY`.
    pub comment: Option<String>,
}

/// What a policy is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyCommand {
    /// `ALL`, the default.
    #[default]
    All,
    /// `SELECT`.
    Select,
    /// `INSERT`.
    Insert,
    /// `UPDATE`.
    Update,
    /// `DELETE`.
    Delete,
}
