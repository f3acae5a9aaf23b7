//! `CREATE OPERATOR`, `CREATE OPERATOR FAMILY`, `CREATE OPERATOR CLASS`, and what alters them.

use std::fmt::{self, Display, Formatter};

use super::expr::Text;
use super::quote::{Ident, Name};
use super::range::BuiltinName;
use super::target::{OperatorName, Target};
use super::types::Ty;
use crate::model::{DefinitionId, Expr, Operator, OperatorClass, OperatorFamily};

/// A statement about an operator or operator family that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperatorStatement {
    /// `ALTER OPERATOR .. SET (..)`.
    Set {
        /// The operator.
        id: DefinitionId,
        /// The options by name; an empty one is `NONE`.
        options: Vec<(String, String)>,
    },
    /// `ALTER OPERATOR FAMILY .. ADD`.
    Add {
        /// The family.
        id: DefinitionId,
        /// Operators and functions.
        items: Vec<Expr>,
    },
    /// `ALTER OPERATOR FAMILY .. DROP`.
    Remove {
        /// The family.
        id: DefinitionId,
        /// Operators and functions.
        items: Vec<Expr>,
    },
}

impl Display for OperatorStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set { id, options } => {
                write!(f, "ALTER {} SET (", Target::Definition(id.clone()))?;
                for (i, (option, value)) in options.iter().enumerate() {
                    let value = if value.is_empty() { "NONE" } else { value };
                    write!(f, "{}{} = {value}", if i > 0 { ", " } else { "" }, option.to_uppercase())?;
                }
                f.write_str(")")
            }
            Self::Add { id, items } => {
                write!(f, "ALTER {} ADD", Target::Definition(id.clone()))?;
                lines(f, items.iter().map(|item| item.text.clone()))
            }
            Self::Remove { id, items } => {
                write!(f, "ALTER {} DROP", Target::Definition(id.clone()))?;
                lines(f, items.iter().map(removed))
            }
        }
    }
}

/// `OPERATOR 1 (int4, int8)` of `OPERATOR 1 < (int4, int8)`.
fn removed(item: &Expr) -> String {
    let mut words = item.text.splitn(3, ' ');
    let (kind, number) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let rest = words.next().unwrap_or_default();
    let types = rest.find('(').and_then(|open| Some(&rest[open..=open + rest[open..].find(')')?]));
    format!("{kind} {number} {}", types.unwrap_or_default())
}

fn lines(f: &mut Formatter<'_>, items: impl Iterator<Item = String>) -> fmt::Result {
    for (i, item) in items.enumerate() {
        write!(f, "{}\n    {item}", if i > 0 { "," } else { "" })?;
    }
    Ok(())
}

pub(super) fn create(f: &mut Formatter<'_>, new: &Operator) -> fmt::Result {
    let Operator { name, left, right, function, options, comment: _ } = new;
    write!(f, "CREATE OPERATOR {} (\n    FUNCTION = {}", OperatorName(name), BuiltinName(function))?;
    for (side, ty) in [("LEFTARG", left), ("RIGHTARG", right)] {
        if let Some(ty) = ty {
            write!(f, ",\n    {side} = {}", Ty(ty))?;
        }
    }
    for (option, value) in options {
        write!(f, ",\n    {}", option.to_uppercase())?;
        match option.as_str() {
            "commutator" | "negator" => write!(f, " = OPERATOR({value})")?,
            _ if value.is_empty() => {}
            _ => write!(f, " = {value}")?,
        }
    }
    f.write_str("\n)")
}

pub(super) fn create_family(f: &mut Formatter<'_>, new: &OperatorFamily) -> fmt::Result {
    let OperatorFamily { name, method, items: _, comment: _ } = new;
    write!(f, "CREATE OPERATOR FAMILY {} USING {}", Name(name), Ident(method))
}

pub(super) fn create_class(f: &mut Formatter<'_>, new: &OperatorClass) -> fmt::Result {
    let OperatorClass { name, method, ty, default, family, items, comment: _ } = new;
    let default = if *default { " DEFAULT" } else { "" };
    write!(f, "CREATE OPERATOR CLASS {}{default} FOR TYPE {} USING {}", Name(name), Ty(ty), Ident(method))?;
    if let Some(family) = family {
        write!(f, " FAMILY {}", BuiltinName(family))?;
    }
    f.write_str(" AS")?;
    if items.is_empty() {
        // The grammar wants an item; the type that is stored is its own.
        return write!(f, "\n    STORAGE {}", Ty(ty));
    }
    lines(f, items.iter().map(|item| Text(item).to_string()))
}
