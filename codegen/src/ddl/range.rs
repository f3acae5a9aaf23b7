//! `CREATE TYPE .. AS RANGE (..)`.

use std::fmt::{self, Formatter};

use super::quote::{Commas, Ident, Name};
use super::types::Ty;
use crate::model::{QName, Range, Type};

/// A statement about a range type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RangeStatement {
    /// A function that came with the type and keeps its name when the type gets another one.
    RenameConstructor {
        /// Its name.
        name: QName,
        /// Its arguments.
        arguments: Vec<Type>,
        /// Its new name.
        to: String,
    },
}

impl fmt::Display for RangeStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::RenameConstructor { name, arguments, to } => {
                let arguments = Commas(arguments.iter().map(Ty));
                f.write_str("-- @opaque\nDO $constructor$\nBEGIN\n")?;
                writeln!(f, "    ALTER FUNCTION {}({arguments}) RENAME TO {};", Name(name), Ident(to))?;
                f.write_str("EXCEPTION WHEN undefined_function THEN\n")?;
                f.write_str("    NULL; -- It is called as the type was once.\nEND\n$constructor$")
            }
        }
    }
}

pub(super) fn create(f: &mut Formatter<'_>, new: &Range) -> fmt::Result {
    let Range { name, subtype, operator_class, collation, canonical, subtype_diff, multirange, comment: _ } =
        new;
    write!(f, "CREATE TYPE {} AS RANGE (\n    SUBTYPE = {}", Name(name), Ty(subtype))?;
    let named = [
        ("SUBTYPE_OPCLASS", operator_class),
        ("COLLATION", collation),
        ("CANONICAL", canonical),
        ("SUBTYPE_DIFF", subtype_diff),
    ];
    for (option, value) in named {
        if let Some(value) = value {
            write!(f, ",\n    {option} = {}", BuiltinName(value))?;
        }
    }
    if *multirange != Range::derived_multirange(name) {
        write!(f, ",\n    MULTIRANGE_TYPE_NAME = {}", Name(multirange))?;
    }
    f.write_str("\n)")
}

/// The name of something that may come with the server, which is then written without its namespace.
#[derive(Clone)]
pub(super) struct BuiltinName<'a>(pub(super) &'a QName);

impl fmt::Display for BuiltinName<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0.namespace == "pg_catalog" { Ident(&self.0.name).fmt(f) } else { Name(self.0).fmt(f) }
    }
}
