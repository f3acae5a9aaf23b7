//! `CREATE TYPE .. AS ENUM`, `ALTER TYPE .. ADD VALUE`, `DROP TYPE`.

use std::fmt::{self, Display, Formatter};

use super::quote::{Literal, Name};
use crate::model::{Enum, QName};

/// A statement about an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnumStatement {
    /// `CREATE TYPE .. AS ENUM`.
    Create(Enum),
    /// `ALTER TYPE .. ADD VALUE`. The value cannot be used in the same transaction.
    AddValue {
        /// The enum.
        name: QName,
        /// The value to add.
        value: String,
        /// Where; at the end when nothing is said.
        place: Option<Neighbour>,
    },
    /// `DROP TYPE`.
    Drop(QName),
}

/// Beside which value a new one goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Neighbour {
    /// `BEFORE 'value'`.
    Before(String),
    /// `AFTER 'value'`.
    After(String),
}

/// Enums longer than this get a line per value.
const ONE_LINE: usize = 80;

impl Display for EnumStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(Enum { name, values, comment: _ }) => {
                let length: usize = values.iter().map(|v| v.len() + 4).sum();
                let (open, between, close) =
                    if length > ONE_LINE { ("(\n    ", ",\n    ", "\n)") } else { ("(", ", ", ")") };
                write!(f, "CREATE TYPE {} AS ENUM {open}", Name(name))?;
                for (i, value) in values.iter().enumerate() {
                    write!(f, "{}{}", if i > 0 { between } else { "" }, Literal(value))?;
                }
                f.write_str(close)
            }
            Self::AddValue { name, value, place } => {
                write!(f, "ALTER TYPE {} ADD VALUE {}", Name(name), Literal(value))?;
                match place {
                    Some(Neighbour::Before(other)) => write!(f, " BEFORE {}", Literal(other)),
                    Some(Neighbour::After(other)) => write!(f, " AFTER {}", Literal(other)),
                    None => Ok(()),
                }
            }
            Self::Drop(name) => write!(f, "DROP TYPE {}", Name(name)),
        }
    }
}
