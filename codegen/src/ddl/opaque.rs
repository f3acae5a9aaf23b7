//! Statements of kinds outside the model, as they were written.

use std::fmt::{self, Formatter};

use super::expr::Tail;
use crate::model::Opaque;

/// `DROP` by what it is told as. What cannot be taken back is left.
pub(super) fn drop(f: &mut Formatter<'_>, what: &str) -> fmt::Result {
    let label = what.strip_prefix("security label ");
    match (label, what.split_once(' ')) {
        (Some(object), _) => write!(f, "SECURITY LABEL {object} IS NULL"),
        // Its functions name it, and it names them.
        (None, Some(("type", name))) => write!(f, "DROP TYPE {name} CASCADE"),
        (None, Some(("shell", name))) => {
            write!(f, "DROP TYPE IF EXISTS {}", name.trim_start_matches("type "))
        }
        (None, Some((kind @ ("language" | "conversion" | "transform"), name))) => {
            write!(f, "DROP {} {name}", kind.to_uppercase())
        }
        (None, Some(("access", name))) => {
            write!(f, "DROP ACCESS METHOD {}", name.trim_start_matches("method "))
        }
        (None, _) => write!(f, "-- {what} stays"),
    }
}

pub(super) fn create(f: &mut Formatter<'_>, new: &Opaque) -> fmt::Result {
    let Opaque { what: _, statements } = new;
    for (i, statement) in statements.iter().enumerate() {
        write!(f, "{}{}", if i > 0 { ";\n" } else { "" }, Tail(statement))?;
    }
    Ok(())
}
