//! `CREATE FUNCTION`, `CREATE PROCEDURE`, and their `DROP`.

use std::fmt::{self, Display, Formatter};

use super::expr::{Tail, Text};
use super::quote::{Commas, Ident, Name};
use super::types::Ty;
use crate::model::{Argument, ArgumentMode, Function, FunctionKind, QName, Type};

/// A statement about a function or procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FunctionStatement {
    /// `CREATE [OR REPLACE] FUNCTION`.
    Create {
        /// The function.
        function: Function,
        /// `OR REPLACE`: what uses it stays.
        replace: bool,
    },
    /// `DROP FUNCTION`.
    Drop {
        /// Its name.
        name: QName,
        /// Function or procedure.
        kind: FunctionKind,
        /// The types of its input arguments.
        signature: Vec<Type>,
    },
}

impl Display for FunctionStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create { function, replace } => {
                let Function { name, kind, arguments, direct, definition, comment: _ } = function;
                let replace = if *replace { "OR REPLACE " } else { "" };
                write!(f, "CREATE {replace}{} {}", word(*kind), Name(name))?;
                match direct {
                    Some(direct) => {
                        let (first, rest) = arguments.split_at((*direct).min(arguments.len()));
                        let first = Commas(first.iter().map(ArgumentText)).to_string();
                        let space = if first.is_empty() { "" } else { " " };
                        let rest = Commas(rest.iter().map(ArgumentText));
                        write!(f, "({first}{space}ORDER BY {rest}) {}", Tail(definition))
                    }
                    None if *kind == FunctionKind::Aggregate && arguments.is_empty() => {
                        write!(f, "(*) {}", Tail(definition))
                    }
                    None => {
                        write!(f, "({}) {}", Commas(arguments.iter().map(ArgumentText)), Tail(definition))
                    }
                }
            }
            Self::Drop { name, kind, signature } => {
                write!(f, "DROP {} {}", word(*kind), Signature { name, kind: *kind, types: signature })
            }
        }
    }
}

/// The word for the kind.
pub(super) fn word(kind: FunctionKind) -> &'static str {
    match kind {
        FunctionKind::Function => "FUNCTION",
        FunctionKind::Procedure => "PROCEDURE",
        FunctionKind::Aggregate => "AGGREGATE",
    }
}

/// `name(type, ..)`: which of the functions of that name.
pub(super) struct Signature<'a> {
    pub(super) name: &'a QName,
    pub(super) kind: FunctionKind,
    pub(super) types: &'a [Type],
}

impl Display for Signature<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.kind == FunctionKind::Aggregate && self.types.is_empty() {
            return write!(f, "{}(*)", Name(self.name));
        }
        write!(f, "{}({})", Name(self.name), Commas(self.types.iter().map(Ty)))
    }
}

struct ArgumentText<'a>(&'a Argument);

impl Display for ArgumentText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Argument { mode, name, ty, default } = self.0;
        f.write_str(match mode {
            ArgumentMode::In => "",
            ArgumentMode::Out => "OUT ",
            ArgumentMode::InOut => "INOUT ",
            ArgumentMode::Variadic => "VARIADIC ",
        })?;
        if let Some(name) = name {
            write!(f, "{} ", Ident(name))?;
        }
        Ty(ty).fmt(f)?;
        default.as_ref().map_or(Ok(()), |expr| write!(f, " DEFAULT {}", Text(expr)))
    }
}
