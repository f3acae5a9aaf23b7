//! What Zero makes of a type of PostgreSQL.

use crate::model::{Builtin, QName, Schema, Type};

/// The type of a column for a client of Zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `number`; dates and times are milliseconds.
    Number,
    /// `string`.
    String,
    /// `boolean`.
    Boolean,
    /// `json`: any value.
    Json,
    /// `json` of an array whose elements are of this kind.
    Array(Box<Kind>),
    /// `string`, one of the values of the enum.
    Enumeration(QName),
    /// Zero keeps it on its server and does not send it on.
    NotSent,
    /// zero-cache stops when it meets such a column.
    Fatal,
}

impl Kind {
    /// Whether it arrives at clients.
    pub fn is_sent(&self) -> bool {
        match self {
            Self::Number
            | Self::String
            | Self::Boolean
            | Self::Json
            | Self::Array(_)
            | Self::Enumeration(_) => true,
            Self::NotSent | Self::Fatal => false,
        }
    }
}

/// The types of the extension `isn`, which Zero knows by name.
const NUMBERED: &[&str] = &["ean13", "isbn", "isbn13", "ismn", "ismn13", "issn", "issn13", "upc"];

/// What Zero makes of a type.
pub fn kind(schema: &Schema, ty: &Type) -> Kind {
    match ty {
        Type::Builtin(builtin) => of_builtin(*builtin),
        Type::Numeric(_) | Type::Time { .. } | Type::Timestamp { .. } => Kind::Number,
        Type::Varchar(_) | Type::Char(_) => Kind::String,
        Type::Bit(_) | Type::Varbit(_) | Type::Interval { .. } => Kind::NotSent,
        Type::Array(element) => Kind::Array(Box::new(kind(schema, element))),
        Type::Named { name, modifiers: _ } if schema.enums.contains_key(name) => {
            Kind::Enumeration(name.clone())
        }
        Type::Named { name, modifiers: _ } if NUMBERED.contains(&name.name.as_str()) => Kind::String,
        Type::Named { .. } => Kind::NotSent,
    }
}

fn of_builtin(builtin: Builtin) -> Kind {
    match builtin {
        Builtin::SmallInt
        | Builtin::Integer
        | Builtin::BigInt
        | Builtin::Real
        | Builtin::Double
        | Builtin::Date => Kind::Number,
        Builtin::Text
        | Builtin::Uuid
        | Builtin::Inet
        | Builtin::Cidr
        | Builtin::MacAddr
        | Builtin::MacAddr8
        | Builtin::PgLsn => Kind::String,
        Builtin::Boolean => Kind::Boolean,
        Builtin::Json | Builtin::Jsonb => Kind::Json,
        // They have elements, and Zero takes them for arrays.
        Builtin::Name | Builtin::Point | Builtin::Box | Builtin::Lseg | Builtin::Line => Kind::Fatal,
        _ => Kind::NotSent,
    }
}
