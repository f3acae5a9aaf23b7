//! `CREATE POLICY`, `ALTER POLICY`.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};

use super::expr::Text;
use super::quote::{Commas, Ident, Name};
use super::target::Role;
use crate::model::{Expr, Grantee, Policy, PolicyCommand, QName};

/// A statement that changes a policy in place. What is `None` stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterPolicy {
    /// The table.
    pub table: QName,
    /// The policy.
    pub name: String,
    /// `TO`.
    pub roles: Option<BTreeSet<Grantee>>,
    /// `USING`.
    pub using: Option<Expr>,
    /// `WITH CHECK`.
    pub check: Option<Expr>,
}

impl Display for AlterPolicy {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "ALTER POLICY {} ON {}", Ident(&self.name), Name(&self.table))?;
        if let Some(roles) = &self.roles {
            write!(f, "\n    TO {}", Commas(roles.iter().map(Role)))?;
        }
        conditions(f, self.using.as_ref(), self.check.as_ref())
    }
}

pub(super) fn create(f: &mut Formatter<'_>, new: &Policy) -> fmt::Result {
    let Policy { name, table, permissive, command, roles, using, check, comment: _ } = new;
    write!(f, "CREATE POLICY {} ON {}", Ident(name), Name(table))?;
    let mut clauses = Vec::new();
    if !*permissive {
        clauses.push("AS RESTRICTIVE".to_owned());
    }
    if *command != PolicyCommand::All {
        clauses.push(format!("FOR {}", command_word(*command)));
    }
    if *roles != BTreeSet::from([Grantee::Public]) {
        clauses.push(format!("TO {}", Commas(roles.iter().map(Role))));
    }
    if !clauses.is_empty() {
        write!(f, "\n    {}", clauses.join(" "))?;
    }
    conditions(f, using.as_ref(), check.as_ref())
}

fn conditions(f: &mut Formatter<'_>, using: Option<&Expr>, check: Option<&Expr>) -> fmt::Result {
    if let Some(using) = using {
        write!(f, "\n    USING ({})", Text(using))?;
    }
    match check {
        Some(check) => write!(f, "\n    WITH CHECK ({})", Text(check)),
        None => Ok(()),
    }
}

fn command_word(command: PolicyCommand) -> &'static str {
    match command {
        PolicyCommand::All => "ALL",
        PolicyCommand::Select => "SELECT",
        PolicyCommand::Insert => "INSERT",
        PolicyCommand::Update => "UPDATE",
        PolicyCommand::Delete => "DELETE",
    }
}
