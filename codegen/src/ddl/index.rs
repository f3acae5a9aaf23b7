//! `CREATE INDEX`, `DROP INDEX`.

use std::fmt::{self, Display, Formatter};

use super::constraint::Include;
use super::expr::{Element, Text};
use super::quote::{Commas, Ident, Idents, Name, Parameters};
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
        /// `ONLY`: on a partitioned table, without its partitions.
        only: bool,
    },
    /// `ALTER INDEX .. ALTER COLUMN number SET STATISTICS`; `None` is the server's own target.
    SetStatistics {
        /// The index, in its table's namespace.
        name: QName,
        /// The number of the element, counted from 1.
        element: u16,
        /// The target.
        target: Option<i32>,
    },
    /// `ALTER INDEX .. SET (name = value)`.
    SetParameters {
        /// The index, in its table's namespace.
        name: QName,
        /// The parameters.
        parameters: Vec<(String, String)>,
    },
    /// `ALTER INDEX .. RESET (name)`.
    ResetParameters {
        /// The index, in its table's namespace.
        name: QName,
        /// The names of the parameters.
        parameters: Vec<String>,
    },
    /// `ALTER INDEX .. SET TABLESPACE`; `None` is `pg_default`.
    SetTablespace {
        /// The index, in its table's namespace.
        name: QName,
        /// The tablespace.
        tablespace: Option<String>,
    },
    /// `ALTER INDEX .. ATTACH PARTITION`.
    Attach {
        /// The index of the partitioned table.
        name: QName,
        /// The index of the partition.
        partition: QName,
    },
    /// `DROP INDEX`.
    Drop {
        /// The index, in its table's namespace.
        name: QName,
        /// `CONCURRENTLY`.
        concurrently: bool,
        /// `CASCADE`: a key of a partition that is a part of it goes too.
        cascade: bool,
    },
}

impl Display for IndexStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create { table, index, concurrently, only } => {
                create(f, table, index, *concurrently, *only)
            }
            Self::SetStatistics { name, element, target } => {
                let target = target.unwrap_or(-1);
                write!(f, "ALTER INDEX {} ALTER COLUMN {element} SET STATISTICS {target}", Name(name))
            }
            Self::SetParameters { name, parameters } => {
                write!(f, "ALTER INDEX {} SET ({})", Name(name), Parameters(parameters))
            }
            Self::ResetParameters { name, parameters } => {
                write!(f, "ALTER INDEX {} RESET ({})", Name(name), Idents(parameters))
            }
            Self::SetTablespace { name, tablespace } => {
                let tablespace = tablespace.as_deref().unwrap_or("pg_default");
                write!(f, "ALTER INDEX {} SET TABLESPACE {}", Name(name), Ident(tablespace))
            }
            Self::Attach { name, partition } => {
                write!(f, "ALTER INDEX {} ATTACH PARTITION {}", Name(name), Name(partition))
            }
            Self::Drop { name, concurrently, cascade } => {
                write!(f, "DROP INDEX {}{}", concurrent_word(*concurrently), Name(name))?;
                f.write_str(if *cascade { " CASCADE" } else { "" })
            }
        }
    }
}

fn concurrent_word(concurrently: bool) -> &'static str {
    if concurrently { "CONCURRENTLY " } else { "" }
}

fn create(
    f: &mut Formatter<'_>,
    table: &QName,
    index: &Index,
    concurrently: bool,
    only: bool,
) -> fmt::Result {
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
    write!(f, " ON {}{}", if only { "ONLY " } else { "" }, Name(table))?;
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
