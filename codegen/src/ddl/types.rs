//! Types as SQL text, in the short spelling that people write.

use std::fmt::{self, Display, Formatter};

use super::quote::Name;
use crate::model::Type;

/// A type.
pub(crate) struct Ty<'a>(pub(crate) &'a Type);

impl Display for Ty<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Type::Builtin(builtin) => f.write_str(builtin.as_str()),
            Type::Numeric(None) => f.write_str("numeric"),
            Type::Numeric(Some((precision, 0))) => write!(f, "numeric({precision})"),
            Type::Numeric(Some((precision, scale))) => write!(f, "numeric({precision}, {scale})"),
            Type::Varchar(length) => sized(f, "varchar", *length),
            // `char` alone would be `char(1)`.
            Type::Char(None) => f.write_str("bpchar"),
            Type::Char(length) => sized(f, "char", *length),
            Type::Bit(length) => sized(f, "bit", Some(*length)),
            Type::Varbit(length) => sized(f, "varbit", *length),
            Type::Time { precision, zone } => {
                sized(f, if *zone { "timetz" } else { "time" }, precision.map(u32::from))
            }
            Type::Timestamp { precision, zone } => {
                sized(f, if *zone { "timestamptz" } else { "timestamp" }, precision.map(u32::from))
            }
            Type::Interval { fields, precision } => {
                f.write_str("interval")?;
                if let Some(fields) = fields {
                    write!(f, " {}", fields.as_str())?;
                }
                precision.map_or(Ok(()), |p| write!(f, "({p})"))
            }
            Type::Array(element) => write!(f, "{}[]", Ty(element)),
            Type::Named { name, modifiers } if modifiers.is_empty() => Name(name).fmt(f),
            Type::Named { name, modifiers } => write!(f, "{}({})", Name(name), modifiers.join(", ")),
        }
    }
}

fn sized(f: &mut Formatter<'_>, word: &str, size: Option<u32>) -> fmt::Result {
    match size {
        Some(n) => write!(f, "{word}({n})"),
        None => f.write_str(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::QName;

    #[test]
    fn types_are_written_as_people_write_them() {
        let vector = Type::Named { name: QName::public("vector"), modifiers: vec!["384".to_owned()] };
        for (ty, text) in [
            (Type::Timestamp { precision: Some(3), zone: true }, "timestamptz(3)"),
            (Type::Numeric(Some((10, 2))), "numeric(10, 2)"),
            (Type::Varchar(Some(40)).array(), "varchar(40)[]"),
            (vector, "vector(384)"),
            (Type::named(QName::new("auth", "Role")).array(), "auth.\"Role\"[]"),
        ] {
            assert_eq!(Ty(&ty).to_string(), text);
        }
    }
}
