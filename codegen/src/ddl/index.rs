//! `CREATE INDEX`, `DROP INDEX`.

use std::fmt::{self, Display, Formatter};

use super::constraint::Include;
use super::expr::{Element, Text};
use super::quote::{Commas, Ident, Name, Parameters};
use crate::model::{Index, IndexElement, IndexKey, NullsOrder, QName, SortOrder};

/// A statement about an index.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "a plan holds few of them, and most are the large one")]
pub enum IndexStatement {
    /// `CREATE INDEX`.
    Create {
        /// The table or materialized view.
        table: QName,
        /// The index.
        index: Index,
        /// `CONCURRENTLY`: without blocking writes, outside a transaction.
        concurrently: bool,
    },
    /// `DROP INDEX`.
    Drop {
        /// The index, in its table's namespace.
        name: QName,
        /// `CONCURRENTLY`.
        concurrently: bool,
    },
}

impl Display for IndexStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create { table, index, concurrently } => create(f, table, index, *concurrently),
            Self::Drop { name, concurrently } => {
                write!(f, "DROP INDEX {}{}", concurrent_word(*concurrently), Name(name))
            }
        }
    }
}

fn concurrent_word(concurrently: bool) -> &'static str {
    if concurrently { "CONCURRENTLY " } else { "" }
}

fn create(f: &mut Formatter<'_>, table: &QName, index: &Index, concurrently: bool) -> fmt::Result {
    let Index {
        name,
        unique,
        method,
        elements,
        include,
        nulls_not_distinct,
        parameters,
        tablespace,
        predicate,
        statistics: _,
        part_of: _,
        comment: _,
    } = index;
    let unique = if *unique { "UNIQUE " } else { "" };
    write!(f, "CREATE {unique}INDEX {}{}", concurrent_word(concurrently), Ident(name))?;
    write!(f, " ON {}", Name(table))?;
    if method != "btree" {
        write!(f, " USING {}", Ident(method))?;
    }
    write!(f, " ({}){}", Commas(elements.iter().map(ElementText)), Include(include))?;
    f.write_str(if *nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" })?;
    if !parameters.is_empty() {
        write!(f, " WITH ({})", Parameters(parameters))?;
    }
    if let Some(tablespace) = tablespace {
        write!(f, " TABLESPACE {}", Ident(tablespace))?;
    }
    match predicate {
        Some(predicate) => write!(f, " WHERE {}", Text(predicate)),
        None => Ok(()),
    }
}

/// One element of an index or exclusion constraint.
#[derive(Clone)]
pub(super) struct ElementText<'a>(pub(super) &'a IndexElement);

impl Display for ElementText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let IndexElement { key, collation, operator_class, operator_class_parameters, order, nulls } = self.0;
        match key {
            IndexKey::Column(name) => Ident(name).fmt(f)?,
            IndexKey::Expr(expr) => Element(expr).fmt(f)?,
        }
        if let Some(collation) = collation {
            write!(f, " COLLATE {}", Name(collation))?;
        }
        if let Some(class) = operator_class {
            write!(f, " {}", OperatorClass(class))?;
        }
        if !operator_class_parameters.is_empty() {
            write!(f, " ({})", Parameters(operator_class_parameters))?;
        }
        f.write_str(match (order, nulls) {
            (SortOrder::Asc, NullsOrder::Last) => "",
            (SortOrder::Asc, NullsOrder::First) => " NULLS FIRST",
            (SortOrder::Desc, NullsOrder::First) => " DESC",
            (SortOrder::Desc, NullsOrder::Last) => " DESC NULLS LAST",
        })
    }
}

/// An operator class, maybe with its namespace before a dot.
struct OperatorClass<'a>(&'a str);

impl Display for OperatorClass<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (i, part) in self.0.split('.').enumerate() {
            write!(f, "{}{}", if i > 0 { "." } else { "" }, Ident(part))?;
        }
        Ok(())
    }
}
