//! `CREATE TYPE .. AS (..)`, `ALTER TYPE .. ATTRIBUTE`, and functions that convert values of an old type to a new one.

use std::fmt::{self, Display, Formatter};

use super::quote::{Commas, Ident, Literal, Name};
use super::types::Ty;
use crate::model::{Composite, CompositeAttribute, QName, Type};

/// A statement about a composite type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompositeStatement {
    /// `ALTER TYPE .. ATTRIBUTE ..`.
    Alter {
        /// The type.
        name: QName,
        /// What to change.
        action: AttributeAction,
        /// `CASCADE`: tables of the type follow.
        cascade: bool,
    },
    /// A function of this session that converts a value of the old type to the new one.
    Converter(Converter),
    /// The same function goes.
    DropConverter {
        /// The old type, as it is called meanwhile.
        from: Type,
    },
}

/// What `ALTER TYPE` changes of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeAction {
    /// `ADD ATTRIBUTE`.
    Add(CompositeAttribute),
    /// `DROP ATTRIBUTE`.
    Drop(String),
    /// `ALTER ATTRIBUTE .. TYPE`.
    Type(CompositeAttribute),
}

/// How a value of the old type becomes one of the new type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converter {
    /// The old type, as it is called meanwhile.
    pub from: QName,
    /// The new type.
    pub to: QName,
    /// The attributes of the new type, in order: where each comes from.
    pub attributes: Vec<Source>,
    /// Whether arrays of the type are converted too.
    pub array: bool,
}

/// Where an attribute of the new type gets its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Nowhere: the attribute is new.
    Null,
    /// From the attribute of that name, through these casts.
    Cast(String, Vec<Type>),
    /// From the attribute of that name, through another such function.
    Convert(String),
}

pub(super) fn create(f: &mut Formatter<'_>, new: &Composite) -> fmt::Result {
    let Composite { name, attributes, comment: _ } = new;
    write!(f, "CREATE TYPE {} AS (", Name(name))?;
    for (i, attribute) in attributes.iter().enumerate() {
        write!(f, "{}\n    {}", if i > 0 { "," } else { "" }, AttributeText(attribute))?;
    }
    f.write_str(if attributes.is_empty() { ")" } else { "\n)" })
}

struct AttributeText<'a>(&'a CompositeAttribute);

impl Display for AttributeText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let CompositeAttribute { name, ty, collation, comment: _ } = self.0;
        write!(f, "{} {}", Ident(name), Ty(ty))?;
        collation.as_ref().map_or(Ok(()), |collation| write!(f, " COLLATE {}", Name(collation)))
    }
}

impl Display for CompositeStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alter { name, action, cascade } => {
                write!(f, "ALTER TYPE {} ", Name(name))?;
                match action {
                    AttributeAction::Add(new) => write!(f, "ADD ATTRIBUTE {}", AttributeText(new))?,
                    AttributeAction::Drop(name) => write!(f, "DROP ATTRIBUTE {}", Ident(name))?,
                    AttributeAction::Type(CompositeAttribute { name, ty, collation, comment: _ }) => {
                        write!(f, "ALTER ATTRIBUTE {} TYPE {}", Ident(name), Ty(ty))?;
                        if let Some(collation) = collation {
                            write!(f, " COLLATE {}", Name(collation))?;
                        }
                    }
                }
                f.write_str(if *cascade { " CASCADE" } else { "" })
            }
            Self::Converter(converter) => converter.fmt(f),
            Self::DropConverter { from } => {
                write!(f, "-- @opaque\nDROP FUNCTION pg_temp.convert({})", Ty(from))
            }
        }
    }
}

impl Display for Converter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { from, to, attributes, array } = self;
        let (from, to) = (Name(from), Name(to));
        if *array {
            writeln!(
                f,
                "-- @opaque\nCREATE FUNCTION pg_temp.convert({from}[]) RETURNS {to}[] LANGUAGE plpgsql AS $convert$"
            )?;
            writeln!(f, "BEGIN")?;
            writeln!(f, "    IF array_ndims($1) > 1 THEN")?;
            let message = format!("an array of {from} with more than one dimension cannot be converted");
            writeln!(f, "        RAISE EXCEPTION USING MESSAGE = {};", Literal(&message))?;
            writeln!(f, "    END IF;")?;
            writeln!(f, "    RETURN CASE WHEN $1 IS NOT NULL THEN ARRAY(")?;
            writeln!(
                f,
                "        SELECT pg_temp.convert($1[i]) FROM generate_subscripts($1, 1) AS i ORDER BY i"
            )?;
            return write!(f, "    ) END;\nEND\n$convert$");
        }
        writeln!(
            f,
            "-- @opaque\nCREATE FUNCTION pg_temp.convert({from}) RETURNS {to} LANGUAGE sql AS $convert$"
        )?;
        let row = Commas(attributes.iter());
        write!(f, "    SELECT CASE WHEN $1 IS DISTINCT FROM NULL THEN ROW({row})::{to} END\n$convert$")
    }
}

impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("NULL"),
            Self::Cast(name, through) => {
                write!(f, "($1).{}", Ident(name))?;
                through.iter().try_for_each(|ty| write!(f, "::{}", Ty(ty)))
            }
            Self::Convert(name) => write!(f, "pg_temp.convert(($1).{})", Ident(name)),
        }
    }
}
