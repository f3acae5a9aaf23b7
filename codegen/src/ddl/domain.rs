//! `CREATE DOMAIN`, `ALTER DOMAIN`, `DROP DOMAIN`.

use std::fmt::{self, Display, Formatter};

use super::expr::{Simple, Text};
use super::quote::{Ident, Name};
use super::types::Ty;
use crate::model::{Domain, DomainCheck, Expr, QName};

/// A statement about a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DomainStatement {
    /// `CREATE DOMAIN`.
    Create(Domain),
    /// `ALTER DOMAIN`.
    Alter {
        /// The domain.
        name: QName,
        /// What to change.
        action: DomainAction,
    },
    /// `DROP DOMAIN`.
    Drop(QName),
}

/// What `ALTER DOMAIN` changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DomainAction {
    /// `SET DEFAULT`.
    SetDefault(Expr),
    /// `DROP DEFAULT`.
    DropDefault,
    /// `SET NOT NULL`, or with a name of its own `ADD CONSTRAINT .. NOT NULL`.
    SetNotNull(Option<String>),
    /// `DROP NOT NULL`.
    DropNotNull,
    /// `ADD CONSTRAINT .. CHECK`.
    AddCheck {
        /// The constraint's name.
        name: String,
        /// What it says.
        check: DomainCheck,
    },
    /// `VALIDATE CONSTRAINT`.
    Validate(String),
    /// `DROP CONSTRAINT`.
    DropCheck(String),
}

impl Display for DomainStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(domain) => create(f, domain),
            Self::Alter { name, action } => {
                write!(f, "ALTER DOMAIN {} ", Name(name))?;
                match action {
                    DomainAction::SetDefault(expr) => write!(f, "SET DEFAULT {}", Simple(expr)),
                    DomainAction::DropDefault => f.write_str("DROP DEFAULT"),
                    DomainAction::SetNotNull(None) => f.write_str("SET NOT NULL"),
                    DomainAction::SetNotNull(Some(name)) => {
                        write!(f, "ADD CONSTRAINT {} NOT NULL", Ident(name))
                    }
                    DomainAction::DropNotNull => f.write_str("DROP NOT NULL"),
                    DomainAction::AddCheck { name, check } => {
                        f.write_str("ADD ")?;
                        write_check(f, name, check)?;
                        f.write_str(if check.not_valid { " NOT VALID" } else { "" })
                    }
                    DomainAction::Validate(name) => write!(f, "VALIDATE CONSTRAINT {}", Ident(name)),
                    DomainAction::DropCheck(name) => write!(f, "DROP CONSTRAINT {}", Ident(name)),
                }
            }
            Self::Drop(name) => write!(f, "DROP DOMAIN {}", Name(name)),
        }
    }
}

fn create(f: &mut Formatter<'_>, domain: &Domain) -> fmt::Result {
    let Domain { name, ty, collation, default, not_null, not_null_name, checks, comment: _ } = domain;
    write!(f, "CREATE DOMAIN {} AS {}", Name(name), Ty(ty))?;
    if let Some(collation) = collation {
        write!(f, " COLLATE {}", Name(collation))?;
    }
    if let Some(default) = default {
        write!(f, " DEFAULT {}", Simple(default))?;
    }
    if let Some(name) = not_null_name.as_ref().filter(|_| *not_null) {
        write!(f, " CONSTRAINT {}", Ident(name))?;
    }
    if *not_null {
        f.write_str(" NOT NULL")?;
    }
    for (name, check) in checks {
        f.write_str("\n    ")?;
        write_check(f, name, check)?;
    }
    Ok(())
}

fn write_check(f: &mut Formatter<'_>, name: &str, check: &DomainCheck) -> fmt::Result {
    write!(f, "CONSTRAINT {} CHECK ({})", Ident(name), Text(&check.expr))
}
