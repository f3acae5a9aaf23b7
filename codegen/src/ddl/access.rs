//! `OWNER TO`, `GRANT`, `REVOKE`, `ALTER DEFAULT PRIVILEGES`.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};

use super::function::{self, Signature};
use super::quote::{Commas, Ident, Idents, Name};
use super::target::{Role, Target};
use crate::model::{DefaultPrivilege, DefinitionId, FunctionKind, Grantee, Privilege, Securable};

/// A statement about who owns an object or may use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessStatement {
    /// `ALTER .. OWNER TO`.
    Owner {
        /// The object.
        on: Target,
        /// The role; `None` is whoever runs the statement.
        role: Option<String>,
    },
    /// `GRANT` or `REVOKE`.
    Privileges {
        /// The object; a relation for privileges on columns.
        on: Target,
        /// What it is, as far as privileges go.
        securable: Securable,
        /// The columns, where only these are meant.
        columns: Vec<String>,
        /// What is given or taken.
        change: PrivilegeChange,
    },
    /// `ALTER DEFAULT PRIVILEGES`.
    Default {
        /// What for.
        of: DefaultPrivilege,
        /// What is given or taken.
        change: PrivilegeChange,
    },
}

/// What a `GRANT` or `REVOKE` gives or takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivilegeChange {
    /// Which.
    pub verb: PrivilegeVerb,
    /// The privileges.
    pub privileges: BTreeSet<Privilege>,
    /// The roles.
    pub roles: Vec<Grantee>,
}

/// The four things that can happen to privileges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrivilegeVerb {
    /// `REVOKE`.
    Revoke,
    /// `REVOKE GRANT OPTION FOR`.
    RevokeOption,
    /// `GRANT`.
    Grant,
    /// `GRANT .. WITH GRANT OPTION`.
    GrantOption,
}

impl Display for AccessStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Owner { on, role } => {
                write!(f, "ALTER {on} OWNER TO ")?;
                match role {
                    Some(role) => Ident(role).fmt(f),
                    None => f.write_str("CURRENT_USER"),
                }
            }
            Self::Privileges { on, securable, columns, change } => {
                write(f, *securable, columns, change, &On(on).to_string())
            }
            Self::Default { of, change } => {
                f.write_str("ALTER DEFAULT PRIVILEGES ")?;
                if let Some(role) = &of.role {
                    write!(f, "FOR ROLE {} ", Ident(role))?;
                }
                if let Some(namespace) = &of.namespace {
                    write!(f, "IN SCHEMA {} ", Ident(namespace))?;
                }
                write(f, of.on.securable(), &[], change, of.on.as_str())
            }
        }
    }
}

fn write(
    f: &mut Formatter<'_>,
    securable: Securable,
    columns: &[String],
    change: &PrivilegeChange,
    on: &str,
) -> fmt::Result {
    let PrivilegeChange { verb, privileges, roles } = change;
    let columns = if columns.is_empty() { String::new() } else { format!(" ({})", Idents(columns)) };
    // With one privilege its name says more than `ALL`.
    let all = privileges.len() > 1 && securable.all().iter().all(|privilege| privileges.contains(privilege));
    let listed = match all {
        true => format!("ALL{columns}"),
        false => Commas(privileges.iter().map(|p| format!("{}{columns}", p.as_str()))).to_string(),
    };
    let roles = Commas(roles.iter().map(Role));
    match verb {
        PrivilegeVerb::Grant => write!(f, "GRANT {listed} ON {on} TO {roles}"),
        PrivilegeVerb::GrantOption => write!(f, "GRANT {listed} ON {on} TO {roles} WITH GRANT OPTION"),
        PrivilegeVerb::Revoke => write!(f, "REVOKE {listed} ON {on} FROM {roles}"),
        PrivilegeVerb::RevokeOption => write!(f, "REVOKE GRANT OPTION FOR {listed} ON {on} FROM {roles}"),
    }
}

/// An object as `GRANT` names it.
struct On<'a>(&'a Target);

impl Display for On<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Target::Table(name) | Target::ForeignTable(name) | Target::View { name, materialized: _ } => {
                Name(name).fmt(f)
            }
            Target::Domain(name) => write!(f, "TYPE {}", Name(name)),
            Target::Function { name, kind, signature } => {
                // To `GRANT` an aggregate is a function.
                let kind = if *kind == FunctionKind::Aggregate { FunctionKind::Function } else { *kind };
                write!(f, "{} {}", function::word(kind), Signature { name, kind, types: signature })
            }
            Target::Definition(DefinitionId::Server(name)) => write!(f, "FOREIGN SERVER {}", Ident(name)),
            Target::Namespace(_)
            | Target::Extension(_)
            | Target::Enum(_)
            | Target::DomainCheck { .. }
            | Target::Sequence(_)
            | Target::Column { .. }
            | Target::Constraint { .. }
            | Target::Index(_)
            | Target::Attribute { .. }
            | Target::EnumValue { .. }
            | Target::Publication(_)
            | Target::Definition(_) => self.0.fmt(f),
        }
    }
}
