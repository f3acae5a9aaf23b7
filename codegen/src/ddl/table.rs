//! `CREATE TABLE`, `DROP TABLE`, and what `ALTER TABLE` does to the table as a whole.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};

use super::column::ColumnDefinition;
use super::constraint::Body;
use super::distribution::{CallText, DistributionCall};
use super::foreign_table::{ChangedOptions, ForeignOptions};
use super::partition::{BoundText, KeyText};
use super::quote::{Commas, Ident, Name, ParameterName, Parameters};
use crate::model::{
    Constraint, ForeignSource, Partition, PartitionBound, PartitionKey, QName, ReplicaIdentity, TableStorage,
};

/// A statement about a table as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "a plan holds few of them, and most are the large one")]
pub enum TableStatement {
    /// `CREATE TABLE`.
    Create(CreateTable),
    /// `ALTER TABLE .. SET LOGGED | UNLOGGED`.
    SetUnlogged {
        /// The table.
        name: QName,
        /// `UNLOGGED`.
        unlogged: bool,
    },
    /// `ALTER TABLE`.
    Alter {
        /// The table.
        name: QName,
        /// What to change.
        action: TableAction,
    },
    /// A call of Citus.
    Distribute {
        /// The table.
        name: QName,
        /// What to call.
        call: DistributionCall,
    },
    /// `DROP TABLE`.
    Drop(QName),
    /// `DROP FOREIGN TABLE`.
    DropForeign(QName),
}

/// What `ALTER TABLE` changes of the table as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableAction {
    /// `SET (name = value)`.
    SetParameters(Vec<(String, String)>),
    /// `RESET (name)`.
    ResetParameters(Vec<String>),
    /// `SET TABLESPACE`; `None` is `pg_default`.
    SetTablespace(Option<String>),
    /// `SET ACCESS METHOD`, from version 15; `None` is `heap`.
    SetMethod(Option<String>),
    /// `REPLICA IDENTITY`.
    ReplicaIdentity(ReplicaIdentity),
    /// `ENABLE | DISABLE ROW LEVEL SECURITY`.
    EnableRowSecurity(bool),
    /// `FORCE | NO FORCE ROW LEVEL SECURITY`.
    ForceRowSecurity(bool),
    /// `CLUSTER ON`, or `SET WITHOUT CLUSTER`.
    ClusterOn(Option<String>),
    /// `OF`, or `NOT OF`.
    Of(Option<QName>),
    /// `INHERIT`.
    Inherit(QName),
    /// `NO INHERIT`.
    NoInherit(QName),
    /// `ATTACH PARTITION`, to the table.
    Attach {
        /// The partition.
        partition: QName,
        /// Which rows it holds.
        bound: PartitionBound,
    },
    /// `DETACH PARTITION`, from the table.
    Detach {
        /// The partition.
        partition: QName,
        /// `CONCURRENTLY`: while others read and write, outside a transaction.
        concurrently: bool,
    },
    /// `OPTIONS (..)` of a foreign table.
    ForeignOptions {
        /// Before.
        from: Vec<(String, String)>,
        /// After.
        to: Vec<(String, String)>,
    },
}

/// `CREATE TABLE` with its columns and those constraints that need no other table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateTable {
    /// Its name.
    pub name: QName,
    /// `UNLOGGED`.
    pub unlogged: bool,
    /// `OF`.
    pub of: Option<QName>,
    /// Its columns; of a partition or typed table, only what differs from the parent's or the type's.
    pub columns: Vec<ColumnDefinition>,
    /// Constraints, each on a line of its own.
    pub constraints: Vec<Constraint>,
    /// Those of them whose names are left out, because PostgreSQL derives the same.
    pub unnamed: BTreeSet<String>,
    /// `INHERITS`.
    pub inherits: Vec<QName>,
    /// `PARTITION OF`.
    pub partition: Option<Partition>,
    /// `PARTITION BY`.
    pub partitioned: Option<PartitionKey>,
    /// `USING`, `WITH`, `TABLESPACE`.
    pub storage: TableStorage,
    /// `SERVER` and `OPTIONS` of a foreign table.
    pub foreign: Option<ForeignSource>,
}

impl Display for TableStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(table) => table.fmt(f),
            Self::SetUnlogged { name, unlogged } => {
                let word = if *unlogged { "UNLOGGED" } else { "LOGGED" };
                write!(f, "ALTER TABLE {} SET {word}", Name(name))
            }
            Self::Alter { name, action } => write!(f, "ALTER TABLE {} {action}", Name(name)),
            Self::Distribute { name, call } => CallText(name, call).fmt(f),
            Self::Drop(name) => write!(f, "DROP TABLE {}", Name(name)),
            Self::DropForeign(name) => write!(f, "DROP FOREIGN TABLE {}", Name(name)),
        }
    }
}

impl Display for TableAction {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::SetParameters(parameters) => write!(f, "SET ({})", Parameters(parameters)),
            Self::ResetParameters(names) => {
                write!(f, "RESET ({})", Commas(names.iter().map(|name| ParameterName(name))))
            }
            Self::SetTablespace(name) => {
                write!(f, "SET TABLESPACE {}", Ident(name.as_deref().unwrap_or("pg_default")))
            }
            Self::SetMethod(name) => {
                write!(f, "SET ACCESS METHOD {}", Ident(name.as_deref().unwrap_or("heap")))
            }
            Self::ReplicaIdentity(identity) => match identity {
                ReplicaIdentity::Default => f.write_str("REPLICA IDENTITY DEFAULT"),
                ReplicaIdentity::Nothing => f.write_str("REPLICA IDENTITY NOTHING"),
                ReplicaIdentity::Full => f.write_str("REPLICA IDENTITY FULL"),
                ReplicaIdentity::Index(name) => write!(f, "REPLICA IDENTITY USING INDEX {}", Ident(name)),
            },
            Self::EnableRowSecurity(true) => f.write_str("ENABLE ROW LEVEL SECURITY"),
            Self::EnableRowSecurity(false) => f.write_str("DISABLE ROW LEVEL SECURITY"),
            Self::ForceRowSecurity(true) => f.write_str("FORCE ROW LEVEL SECURITY"),
            Self::ForceRowSecurity(false) => f.write_str("NO FORCE ROW LEVEL SECURITY"),
            Self::ClusterOn(Some(index)) => write!(f, "CLUSTER ON {}", Ident(index)),
            Self::ClusterOn(None) => f.write_str("SET WITHOUT CLUSTER"),
            Self::Of(Some(ty)) => write!(f, "OF {}", Name(ty)),
            Self::Of(None) => f.write_str("NOT OF"),
            Self::Inherit(parent) => write!(f, "INHERIT {}", Name(parent)),
            Self::NoInherit(parent) => write!(f, "NO INHERIT {}", Name(parent)),
            Self::Attach { partition, bound } => {
                write!(f, "ATTACH PARTITION {} {}", Name(partition), BoundText(bound))
            }
            Self::Detach { partition, concurrently } => {
                let word = if *concurrently { " CONCURRENTLY" } else { "" };
                write!(f, "DETACH PARTITION {}{word}", Name(partition))
            }
            Self::ForeignOptions { from, to } => write!(f, "OPTIONS ({})", ChangedOptions { from, to }),
        }
    }
}

impl Display for CreateTable {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            unlogged,
            of,
            columns,
            constraints,
            unnamed,
            inherits,
            partition,
            partitioned,
            storage,
            foreign,
        } = self;
        let word = match (foreign, unlogged) {
            (Some(_), _) => "FOREIGN ",
            (None, true) => "UNLOGGED ",
            (None, false) => "",
        };
        write!(f, "CREATE {word}TABLE {}", Name(name))?;
        if let Some(ty) = of {
            write!(f, " OF {}", Name(ty))?;
        }
        if let Some(partition) = partition {
            write!(f, " PARTITION OF {}", Name(&partition.parent))?;
        }
        let empty = columns.is_empty() && constraints.is_empty();
        if !empty || (of.is_none() && partition.is_none()) {
            f.write_str(" (")?;
            lines(f, columns, constraints, unnamed)?;
            f.write_str(if empty { ")" } else { "\n)" })?;
        }
        if !inherits.is_empty() {
            write!(f, " INHERITS ({})", Commas(inherits.iter().map(Name)))?;
        }
        if let Some(partition) = partition {
            write!(f, " {}", BoundText(&partition.bound))?;
        }
        if let Some(key) = partitioned {
            write!(f, " PARTITION BY {}", KeyText(key))?;
        }
        stored(f, storage)?;
        match foreign {
            Some(foreign) => source(f, foreign),
            None => Ok(()),
        }
    }
}

fn lines(
    f: &mut Formatter<'_>,
    columns: &[ColumnDefinition],
    constraints: &[Constraint],
    unnamed: &BTreeSet<String>,
) -> fmt::Result {
    let mut between = "\n    ";
    for column in columns {
        write!(f, "{between}{column}")?;
        between = ",\n    ";
    }
    for constraint in constraints {
        f.write_str(between)?;
        if !unnamed.contains(&constraint.name) {
            write!(f, "CONSTRAINT {} ", Ident(&constraint.name))?;
        }
        Body(&constraint.kind).fmt(f)?;
        between = ",\n    ";
    }
    Ok(())
}

fn stored(f: &mut Formatter<'_>, storage: &TableStorage) -> fmt::Result {
    let TableStorage { parameters, tablespace, method } = storage;
    if let Some(method) = method {
        write!(f, " USING {}", Ident(method))?;
    }
    if !parameters.is_empty() {
        write!(f, " WITH ({})", Parameters(parameters))?;
    }
    match tablespace {
        Some(tablespace) => write!(f, " TABLESPACE {}", Ident(tablespace)),
        None => Ok(()),
    }
}

fn source(f: &mut Formatter<'_>, foreign: &ForeignSource) -> fmt::Result {
    write!(f, " SERVER {}", Ident(&foreign.server))?;
    if foreign.options.is_empty() {
        return Ok(());
    }
    write!(f, " OPTIONS ({})", ForeignOptions(&foreign.options))
}
