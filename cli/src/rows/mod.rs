//! Rows that a statement returned, as a table for people, CSV or JSON. Values are the server's own text.

mod array;
mod csv;
mod grid;
mod json;

use tokio_postgres::types::{Kind as Shape, Type};

pub(crate) use csv::line as csv_line;
pub(crate) use grid::{Look, expanded, table};
pub(crate) use json::{names, object};

/// A column of the result.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

/// A row: the text of each value, `None` for NULL.
pub(crate) type Row = Vec<Option<String>>;

/// What matters of a type here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Numbers, and what is written like them.
    Number,
    /// `money`: to the right like a number, and none in JSON.
    Money,
    Bool,
    /// `json`, `jsonb`.
    Json,
    /// `vector`, `halfvec`: a list of numbers that may be long.
    Vector,
    Array(Box<Kind>),
    Text,
}

impl Kind {
    /// Of a type, also behind a domain.
    pub(crate) fn of(ty: &Type) -> Self {
        match ty.kind() {
            Shape::Domain(inner) => return Self::of(inner),
            Shape::Array(inner) => return Self::Array(Box::new(Self::of(inner))),
            _ => {}
        }
        match *ty {
            Type::INT2
            | Type::INT4
            | Type::INT8
            | Type::FLOAT4
            | Type::FLOAT8
            | Type::NUMERIC
            | Type::OID => Self::Number,
            Type::MONEY => Self::Money,
            Type::BOOL => Self::Bool,
            Type::JSON | Type::JSONB => Self::Json,
            _ if matches!(ty.name(), "vector" | "halfvec") => Self::Vector,
            _ => Self::Text,
        }
    }
}
