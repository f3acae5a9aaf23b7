//! `CREATE` and `ALTER` of foreign-data wrappers, servers and user mappings.

use std::fmt::{self, Display, Formatter};

use super::foreign_table::{ChangedOptions, ForeignOptions};
use super::quote::{Ident, Literal};
use super::range::BuiltinName;
use super::target::{Role, Target};
use crate::model::{DefinitionId, ForeignDataWrapper, QName, Server, UserMapping};

/// A change of a wrapper, server or user mapping that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignStatement {
    /// `ALTER FOREIGN DATA WRAPPER .. HANDLER .. VALIDATOR ..`: those that differ.
    Functions {
        /// The wrapper.
        name: String,
        /// Another handler, or none.
        handler: Option<Option<QName>>,
        /// Another validator, or none.
        validator: Option<Option<QName>>,
    },
    /// `ALTER SERVER .. VERSION ..`.
    Version {
        /// The server.
        name: String,
        /// What it is then.
        version: Option<String>,
    },
    /// `ALTER .. OPTIONS (..)`.
    Options {
        /// The object.
        of: DefinitionId,
        /// The options before.
        from: Vec<(String, String)>,
        /// The options after.
        to: Vec<(String, String)>,
    },
}

impl Display for ForeignStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Functions { name, handler, validator } => {
                write!(f, "ALTER FOREIGN DATA WRAPPER {}", Ident(name))?;
                handler.iter().try_for_each(|handler| function(f, "HANDLER", handler.as_ref()))?;
                validator.iter().try_for_each(|validator| function(f, "VALIDATOR", validator.as_ref()))
            }
            Self::Version { name, version } => {
                write!(f, "ALTER SERVER {} VERSION ", Ident(name))?;
                match version {
                    Some(version) => Literal(version).fmt(f),
                    None => f.write_str("NULL"),
                }
            }
            Self::Options { of, from, to } => {
                write!(
                    f,
                    "ALTER {} OPTIONS ({})",
                    Target::Definition(of.clone()),
                    ChangedOptions { from, to }
                )
            }
        }
    }
}

fn function(f: &mut Formatter<'_>, word: &str, function: Option<&QName>) -> fmt::Result {
    match function {
        Some(name) => write!(f, " {word} {}", BuiltinName(name)),
        None => write!(f, " NO {word}"),
    }
}

pub(super) fn create_wrapper(f: &mut Formatter<'_>, new: &ForeignDataWrapper) -> fmt::Result {
    let ForeignDataWrapper { name, handler, validator, options, comment: _ } = new;
    write!(f, "CREATE FOREIGN DATA WRAPPER {}", Ident(name))?;
    handler.iter().try_for_each(|handler| function(f, "HANDLER", Some(handler)))?;
    validator.iter().try_for_each(|validator| function(f, "VALIDATOR", Some(validator)))?;
    with_options(f, options)
}

pub(super) fn create_server(f: &mut Formatter<'_>, new: &Server) -> fmt::Result {
    let Server { name, ty, version, wrapper, options, comment: _ } = new;
    write!(f, "CREATE SERVER {}", Ident(name))?;
    ty.iter().try_for_each(|ty| write!(f, " TYPE {}", Literal(ty)))?;
    version.iter().try_for_each(|version| write!(f, " VERSION {}", Literal(version)))?;
    write!(f, "\n    FOREIGN DATA WRAPPER {}", Ident(wrapper))?;
    with_options(f, options)
}

pub(super) fn create_mapping(f: &mut Formatter<'_>, new: &UserMapping) -> fmt::Result {
    let UserMapping { server, user, options } = new;
    write!(f, "CREATE USER MAPPING FOR {} SERVER {}", Role(user), Ident(server))?;
    with_options(f, options)
}

fn with_options(f: &mut Formatter<'_>, options: &[(String, String)]) -> fmt::Result {
    if options.is_empty() { Ok(()) } else { write!(f, "\n    OPTIONS ({})", ForeignOptions(options)) }
}
