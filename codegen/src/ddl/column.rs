//! `ALTER TABLE .. ADD COLUMN | DROP COLUMN | ALTER COLUMN`, and a column as `CREATE TABLE` writes it.

use std::fmt::{self, Display, Formatter};

use super::constraint::Beside;
use super::expr::{Simple, Text};
use super::foreign_table::{ChangedOptions, ForeignOptions};
use super::quote::{Ident, Idents, Name, Parameters};
use super::sequence::{changed, written};
use super::types::Ty;
use crate::model::{
    Builtin, Column, ConstraintKind, Expr, Generated, GeneratedKind, Identity, IdentityMode, NotNull, QName,
    StorageMode, Type,
};

/// A statement about one column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "a plan holds few of them")]
pub enum ColumnStatement {
    /// `ADD COLUMN`.
    Add {
        /// The table.
        table: QName,
        /// The column.
        column: ColumnDefinition,
    },
    /// `ALTER COLUMN`.
    Alter {
        /// The table.
        table: QName,
        /// The column.
        column: String,
        /// `ONLY`: not of the tables that have it from this one.
        only: bool,
        /// What to change.
        action: ColumnAction,
    },
    /// `DROP COLUMN`.
    Drop {
        /// The table.
        table: QName,
        /// The column.
        column: String,
    },
}

/// A column as `CREATE TABLE` and `ADD COLUMN` write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDefinition {
    /// The column.
    pub column: Column,
    /// Written as `serial`: its default is a sequence that the word makes along with it.
    pub serial: bool,
    /// `PRIMARY KEY` behind the column; `NOT NULL` follows from it.
    pub primary_key: bool,
    /// `UNIQUE` behind the column.
    pub unique: bool,
    /// What else stands behind it: constraints of it alone, under the names that PostgreSQL derives.
    pub constraints: Vec<ConstraintKind>,
}

/// What `ALTER COLUMN` changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnAction {
    /// `TYPE .. COLLATE .. USING ..`.
    SetType {
        /// The new type.
        ty: Type,
        /// `COLLATE`.
        collation: Option<QName>,
        /// `USING`, ready as SQL types to cast through, innermost first: `column::text::status`.
        using: Vec<Type>,
    },
    /// `TYPE .. USING` a function of this session that converts a composite type.
    Convert {
        /// The new type.
        ty: Type,
        /// `COLLATE`.
        collation: Option<QName>,
    },
    /// `SET DEFAULT`.
    SetDefault(Expr),
    /// `DROP DEFAULT`.
    DropDefault,
    /// `SET NOT NULL`.
    SetNotNull,
    /// `DROP NOT NULL`.
    DropNotNull,
    /// `ADD GENERATED .. AS IDENTITY`.
    AddIdentity(Identity),
    /// `SET GENERATED ..`, `SET` the options that differ.
    SetIdentity {
        /// Before.
        from: Identity,
        /// After.
        to: Identity,
    },
    /// `DROP IDENTITY`.
    DropIdentity,
    /// `SET EXPRESSION`: from version 17 for stored columns, from 18 for virtual ones.
    SetExpression(Expr),
    /// `DROP EXPRESSION`: a stored generated column becomes a plain one and keeps its values.
    DropExpression,
    /// `SET STORAGE`; `None` is `DEFAULT`, from version 16.
    SetStorage(Option<StorageMode>),
    /// `SET COMPRESSION`; `None` is `DEFAULT`.
    SetCompression(Option<String>),
    /// `SET STATISTICS`; `None` is the server's own target.
    SetStatistics(Option<i32>),
    /// `SET (name = value)`.
    SetOptions(Vec<(String, String)>),
    /// `RESET (name)`.
    ResetOptions(Vec<String>),
    /// `OPTIONS (..)` of a foreign table's column.
    ForeignOptions {
        /// Before.
        from: Vec<(String, String)>,
        /// After.
        to: Vec<(String, String)>,
    },
}

impl ColumnAction {
    /// Whether it is about something that a child of the table can say otherwise.
    pub(crate) fn may_differ(&self) -> bool {
        match self {
            Self::SetDefault(_)
            | Self::DropDefault
            | Self::SetStorage(_)
            | Self::SetCompression(_)
            | Self::SetStatistics(_) => true,
            Self::SetType { .. }
            | Self::SetNotNull
            | Self::DropNotNull
            | Self::AddIdentity(_)
            | Self::SetIdentity { .. }
            | Self::DropIdentity
            | Self::SetExpression(_)
            | Self::DropExpression
            | Self::SetOptions(_)
            | Self::ResetOptions(_)
            | Self::ForeignOptions { .. }
            | Self::Convert { .. } => false,
        }
    }
}

impl Display for ColumnStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Add { table, column } => write!(f, "ALTER TABLE {} ADD COLUMN {column}", Name(table)),
            Self::Alter { table, column, only, action } => {
                let only = if *only { "ONLY " } else { "" };
                write!(f, "ALTER TABLE {only}{} ALTER COLUMN {} ", Name(table), Ident(column))?;
                alter(f, column, action)
            }
            Self::Drop { table, column } => {
                write!(f, "ALTER TABLE {} DROP COLUMN {}", Name(table), Ident(column))
            }
        }
    }
}

impl Display for ColumnDefinition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Column {
            name,
            ty,
            not_null,
            not_null_constraint,
            default,
            identity,
            generated,
            collation,
            storage,
            inherited: _,
            foreign_options,
            comment: _,
        } = &self.column;
        write!(f, "{} ", Ident(name))?;
        if self.serial {
            f.write_str(serial_word(ty))?;
        } else {
            Ty(ty).fmt(f)?;
        }
        if let Some(compression) = &storage.compression {
            write!(f, " COMPRESSION {}", Ident(compression))?;
        }
        if !foreign_options.is_empty() {
            write!(f, " OPTIONS ({})", ForeignOptions(foreign_options))?;
        }
        if let Some(collation) = collation {
            write!(f, " COLLATE {}", Name(collation))?;
        }
        if self.primary_key {
            f.write_str(" PRIMARY KEY")?;
        }
        let NotNull { name, no_inherit, not_valid: _, comment: _ } = not_null_constraint;
        let implied = self.primary_key || identity.is_some() || self.serial;
        if *not_null && (!implied || name.is_some() || *no_inherit) {
            if let Some(name) = name {
                write!(f, " CONSTRAINT {}", Ident(name))?;
            }
            f.write_str(if *no_inherit { " NOT NULL NO INHERIT" } else { " NOT NULL" })?;
        }
        if let Some(default) = default.as_ref().filter(|_| !self.serial) {
            write!(f, " DEFAULT {}", Simple(default))?;
        }
        if let Some(identity) = identity {
            write!(f, " {}", IdentityClause(identity))?;
        }
        if let Some(Generated { expr, kind }) = generated {
            write!(f, " GENERATED ALWAYS AS ({}) {}", Text(expr), generated_word(*kind))?;
        }
        f.write_str(if self.unique { " UNIQUE" } else { "" })?;
        self.constraints.iter().try_for_each(|kind| write!(f, " {}", Beside(kind)))
    }
}

fn alter(f: &mut Formatter<'_>, column: &str, action: &ColumnAction) -> fmt::Result {
    match action {
        ColumnAction::SetType { ty, collation, using } => {
            write!(f, "TYPE {}", Ty(ty))?;
            if let Some(collation) = collation {
                write!(f, " COLLATE {}", Name(collation))?;
            }
            if !using.is_empty() {
                write!(f, " USING {}", Ident(column))?;
            }
            using.iter().try_for_each(|through| write!(f, "::{}", Ty(through)))
        }
        ColumnAction::Convert { ty, collation } => {
            write!(f, "TYPE {}", Ty(ty))?;
            if let Some(collation) = collation {
                write!(f, " COLLATE {}", Name(collation))?;
            }
            write!(f, " USING pg_temp.convert({})", Ident(column))
        }
        ColumnAction::SetDefault(expr) => write!(f, "SET DEFAULT {}", Simple(expr)),
        ColumnAction::DropDefault => f.write_str("DROP DEFAULT"),
        ColumnAction::SetNotNull => f.write_str("SET NOT NULL"),
        ColumnAction::DropNotNull => f.write_str("DROP NOT NULL"),
        ColumnAction::AddIdentity(identity) => write!(f, "ADD {}", IdentityClause(identity)),
        ColumnAction::SetIdentity { from, to } => {
            let mode = (from.mode != to.mode).then(|| format!("SET GENERATED {}", mode_word(to.mode)));
            let options =
                changed(&from.options, &to.options).into_iter().map(|option| match option.as_str() {
                    "RESTART" => option,
                    _ => format!("SET {option}"),
                });
            let words: Vec<String> = mode.into_iter().chain(options).collect();
            f.write_str(&words.join(" "))
        }
        ColumnAction::DropIdentity => f.write_str("DROP IDENTITY"),
        ColumnAction::SetExpression(expr) => write!(f, "SET EXPRESSION AS ({})", Text(expr)),
        ColumnAction::DropExpression => f.write_str("DROP EXPRESSION"),
        ColumnAction::SetStorage(mode) => write!(f, "SET STORAGE {}", storage_word(*mode)),
        ColumnAction::SetCompression(Some(method)) => write!(f, "SET COMPRESSION {}", Ident(method)),
        ColumnAction::SetCompression(None) => f.write_str("SET COMPRESSION DEFAULT"),
        ColumnAction::SetStatistics(target) => write!(f, "SET STATISTICS {}", target.unwrap_or(-1)),
        ColumnAction::SetOptions(options) => write!(f, "SET ({})", Parameters(options)),
        ColumnAction::ResetOptions(names) => write!(f, "RESET ({})", Idents(names)),
        ColumnAction::ForeignOptions { from, to } => write!(f, "OPTIONS ({})", ChangedOptions { from, to }),
    }
}

/// `GENERATED .. AS IDENTITY (options)`.
struct IdentityClause<'a>(&'a Identity);

impl Display for IdentityClause<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "GENERATED {} AS IDENTITY", mode_word(self.0.mode))?;
        let name = self.0.sequence.as_ref().map(|name| format!("SEQUENCE NAME {}", Ident(name)));
        let options: Vec<String> = name.into_iter().chain(written(&self.0.options)).collect();
        if options.is_empty() { Ok(()) } else { write!(f, " ({})", options.join(" ")) }
    }
}

fn storage_word(mode: Option<StorageMode>) -> &'static str {
    match mode {
        None => "DEFAULT",
        Some(StorageMode::Plain) => "PLAIN",
        Some(StorageMode::External) => "EXTERNAL",
        Some(StorageMode::Extended) => "EXTENDED",
        Some(StorageMode::Main) => "MAIN",
    }
}

fn mode_word(mode: IdentityMode) -> &'static str {
    match mode {
        IdentityMode::Always => "ALWAYS",
        IdentityMode::ByDefault => "BY DEFAULT",
    }
}

fn generated_word(kind: GeneratedKind) -> &'static str {
    match kind {
        GeneratedKind::Stored => "STORED",
        GeneratedKind::Virtual => "VIRTUAL",
    }
}

/// The word that makes a column of this type with its sequence.
fn serial_word(ty: &Type) -> &'static str {
    if *ty == Type::Builtin(Builtin::SmallInt) {
        "smallserial"
    } else if *ty == Type::Builtin(Builtin::Integer) {
        "serial"
    } else {
        "bigserial"
    }
}
