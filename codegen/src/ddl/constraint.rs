//! `ALTER TABLE .. ADD | VALIDATE | DROP CONSTRAINT`, and what a constraint says.

use std::fmt::{self, Display, Formatter};

use super::expr::Text;
use super::index::ElementText;
use super::quote::{Commas, Ident, Idents, Name, Parameters};
use crate::model::{
    Check, Constraint, ConstraintKind, Deferrable, Exclusion, ForeignKey, MatchKind, PrimaryKey, QName,
    ReferentialAction, Unique,
};

/// A statement about a constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstraintStatement {
    /// `ADD CONSTRAINT`; `NOT VALID` where the constraint says so.
    Add {
        /// The table.
        table: QName,
        /// The constraint.
        constraint: Constraint,
    },
    /// `ADD CONSTRAINT .. UNIQUE | PRIMARY KEY USING INDEX`: the index takes the constraint's name.
    AddUsingIndex {
        /// The table.
        table: QName,
        /// The constraint, a key.
        constraint: Constraint,
        /// The unique index that stands ready.
        index: String,
    },
    /// `ADD CONSTRAINT .. NOT NULL column NOT VALID`, from version 18.
    AddNotNull {
        /// The table.
        table: QName,
        /// The constraint's name.
        name: String,
        /// The column.
        column: String,
    },
    /// `VALIDATE CONSTRAINT`.
    Validate {
        /// The table.
        table: QName,
        /// The constraint's name.
        name: String,
    },
    /// `DROP CONSTRAINT`.
    Drop {
        /// The table.
        table: QName,
        /// The constraint's name.
        name: String,
    },
}

impl Display for ConstraintStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Add { table, constraint } => {
                let Constraint { name, kind, comment: _ } = constraint;
                // A foreign key or a check is long enough for a line of its own.
                let between = match kind {
                    ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => "\n    ",
                    ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Check(_) => {
                        " "
                    }
                };
                write!(
                    f,
                    "ALTER TABLE {}{between}ADD CONSTRAINT {} {}",
                    Name(table),
                    Ident(name),
                    Body(kind)
                )?;
                f.write_str(if is_not_valid(kind) { " NOT VALID" } else { "" })
            }
            Self::AddUsingIndex { table, constraint, index } => {
                let (word, deferrable) = match &constraint.kind {
                    ConstraintKind::PrimaryKey(key) => ("PRIMARY KEY", key.deferrable),
                    ConstraintKind::Unique(key) => ("UNIQUE", key.deferrable),
                    // Only keys stand on a ready-made index.
                    ConstraintKind::Check(_)
                    | ConstraintKind::ForeignKey(_)
                    | ConstraintKind::Exclusion(_) => ("UNIQUE", Deferrable::No),
                };
                write!(f, "ALTER TABLE {} ADD CONSTRAINT {} {word}", Name(table), Ident(&constraint.name))?;
                write!(f, " USING INDEX {}{}", Ident(index), deferrable_words(deferrable))
            }
            Self::AddNotNull { table, name, column } => write!(
                f,
                "ALTER TABLE {} ADD CONSTRAINT {} NOT NULL {} NOT VALID",
                Name(table),
                Ident(name),
                Ident(column)
            ),
            Self::Validate { table, name } => {
                write!(f, "ALTER TABLE {} VALIDATE CONSTRAINT {}", Name(table), Ident(name))
            }
            Self::Drop { table, name } => {
                write!(f, "ALTER TABLE {} DROP CONSTRAINT {}", Name(table), Ident(name))
            }
        }
    }
}

fn is_not_valid(kind: &ConstraintKind) -> bool {
    match kind {
        ConstraintKind::Check(check) => check.not_valid,
        ConstraintKind::ForeignKey(key) => key.not_valid,
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclusion(_) => false,
    }
}

/// What a constraint says, after `CONSTRAINT name` and without `NOT VALID`.
pub(super) struct Body<'a>(pub(super) &'a ConstraintKind);

impl Display for Body<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            ConstraintKind::PrimaryKey(PrimaryKey { columns, include, deferrable }) => {
                write!(f, "PRIMARY KEY ({}){}", Idents(columns), Include(include))?;
                f.write_str(deferrable_words(*deferrable))
            }
            ConstraintKind::Unique(Unique { columns, include, nulls_not_distinct, deferrable }) => {
                let nulls = if *nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
                write!(f, "UNIQUE{nulls} ({}){}", Idents(columns), Include(include))?;
                f.write_str(deferrable_words(*deferrable))
            }
            ConstraintKind::Check(Check { expr, no_inherit, not_valid: _ }) => {
                write!(f, "CHECK ({}){}", Text(expr), if *no_inherit { " NO INHERIT" } else { "" })
            }
            ConstraintKind::ForeignKey(key) => foreign_key(f, key),
            ConstraintKind::Exclusion(exclusion) => exclude(f, exclusion),
        }
    }
}

fn foreign_key(f: &mut Formatter<'_>, key: &ForeignKey) -> fmt::Result {
    let ForeignKey { columns, table, references, match_kind, on_delete, on_update, deferrable, not_valid: _ } =
        key;
    write!(f, "FOREIGN KEY ({}) REFERENCES {}", Idents(columns), Name(table))?;
    if !references.is_empty() {
        write!(f, " ({})", Idents(references))?;
    }
    f.write_str(match match_kind {
        MatchKind::Simple => "",
        MatchKind::Full => " MATCH FULL",
    })?;
    referential_action(f, "DELETE", on_delete)?;
    referential_action(f, "UPDATE", on_update)?;
    f.write_str(deferrable_words(*deferrable))
}

fn referential_action(f: &mut Formatter<'_>, event: &str, action: &ReferentialAction) -> fmt::Result {
    let (word, columns): (&str, &[String]) = match action {
        ReferentialAction::NoAction => return Ok(()),
        ReferentialAction::Restrict => ("RESTRICT", &[]),
        ReferentialAction::Cascade => ("CASCADE", &[]),
        ReferentialAction::SetNull(columns) => ("SET NULL", columns),
        ReferentialAction::SetDefault(columns) => ("SET DEFAULT", columns),
    };
    write!(f, " ON {event} {word}")?;
    if columns.is_empty() { Ok(()) } else { write!(f, " ({})", Idents(columns)) }
}

fn exclude(f: &mut Formatter<'_>, exclusion: &Exclusion) -> fmt::Result {
    let Exclusion { method, elements, include, parameters, predicate, deferrable } = exclusion;
    let elements = elements.iter().map(|e| format!("{} WITH {}", ElementText(&e.element), e.operator));
    let elements: Vec<String> = elements.collect();
    write!(f, "EXCLUDE USING {} ({}){}", Ident(method), Commas(elements.iter()), Include(include))?;
    if !parameters.is_empty() {
        write!(f, " WITH ({})", Parameters(parameters))?;
    }
    if let Some(predicate) = predicate {
        write!(f, " WHERE ({})", Text(predicate))?;
    }
    f.write_str(deferrable_words(*deferrable))
}

/// ` INCLUDE (columns)`, or nothing.
pub(super) struct Include<'a>(pub(super) &'a [String]);

impl Display for Include<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, " INCLUDE ({})", Idents(self.0)) }
    }
}

pub(super) fn deferrable_words(deferrable: Deferrable) -> &'static str {
    match deferrable {
        Deferrable::No => "",
        Deferrable::Immediate => " DEFERRABLE",
        Deferrable::Deferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}
