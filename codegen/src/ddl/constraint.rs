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
    /// `ADD CONSTRAINT .. NOT NULL column`, from version 18.
    AddNotNull {
        /// The table.
        table: QName,
        /// The constraint's name.
        name: String,
        /// The column.
        column: String,
        /// `NO INHERIT`.
        no_inherit: bool,
        /// `NOT VALID`.
        not_valid: bool,
    },
    /// `ALTER CONSTRAINT .. INHERIT | NO INHERIT` of a `NOT NULL`, from version 18.
    Inherit {
        /// The table.
        table: QName,
        /// The constraint's name.
        name: String,
        /// Whether children have it too.
        inherit: bool,
    },
    /// `ALTER CONSTRAINT` of a foreign key: what it says of these.
    Alter {
        /// The table.
        table: QName,
        /// The constraint's name.
        name: String,
        /// When it is checked.
        deferrable: Option<Deferrable>,
        /// Whether it is checked at all, from version 18.
        enforced: Option<bool>,
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
        /// `IF EXISTS`: the server may have had no need to make it.
        if_exists: bool,
    },
}

impl ConstraintStatement {
    /// The table that it is about.
    pub(crate) fn table(&self) -> &QName {
        match self {
            Self::Add { table, .. }
            | Self::AddUsingIndex { table, .. }
            | Self::AddNotNull { table, .. }
            | Self::Inherit { table, .. }
            | Self::Alter { table, .. }
            | Self::Validate { table, .. }
            | Self::Drop { table, .. } => table,
        }
    }
}

impl Display for ConstraintStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Add { table, constraint } => {
                let Constraint { name, kind, inherited: _, part_of: _, comment: _ } = constraint;
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
            Self::AddNotNull { table, name, column, no_inherit, not_valid } => {
                let (name, column) = (Ident(name), Ident(column));
                write!(f, "ALTER TABLE {} ADD CONSTRAINT {name} NOT NULL {column}", Name(table))?;
                f.write_str(if *no_inherit { " NO INHERIT" } else { "" })?;
                f.write_str(if *not_valid { " NOT VALID" } else { "" })
            }
            Self::Inherit { table, name, inherit } => {
                let word = if *inherit { "INHERIT" } else { "NO INHERIT" };
                write!(f, "ALTER TABLE {} ALTER CONSTRAINT {} {word}", Name(table), Ident(name))
            }
            Self::Alter { table, name, deferrable, enforced } => {
                write!(f, "ALTER TABLE {} ALTER CONSTRAINT {}", Name(table), Ident(name))?;
                f.write_str(match deferrable {
                    None => "",
                    Some(Deferrable::No) => " NOT DEFERRABLE",
                    Some(Deferrable::Immediate) => " DEFERRABLE INITIALLY IMMEDIATE",
                    Some(Deferrable::Deferred) => " DEFERRABLE INITIALLY DEFERRED",
                })?;
                f.write_str(match enforced {
                    None => "",
                    Some(true) => " ENFORCED",
                    Some(false) => " NOT ENFORCED",
                })
            }
            Self::Validate { table, name } => {
                write!(f, "ALTER TABLE {} VALIDATE CONSTRAINT {}", Name(table), Ident(name))
            }
            Self::Drop { table, name, if_exists } => {
                let lenient = if *if_exists { "IF EXISTS " } else { "" };
                write!(f, "ALTER TABLE {} DROP CONSTRAINT {lenient}{}", Name(table), Ident(name))
            }
        }
    }
}

fn is_not_valid(kind: &ConstraintKind) -> bool {
    match kind {
        ConstraintKind::Check(check) => check.not_valid && !check.not_enforced,
        ConstraintKind::ForeignKey(key) => key.not_valid && !key.not_enforced,
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclusion(_) => false,
    }
}

/// What a constraint says of the column that it stands behind.
pub(super) struct Beside<'a>(pub(super) &'a ConstraintKind);

impl Display for Beside<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            ConstraintKind::ForeignKey(key) => references(f, key),
            ConstraintKind::PrimaryKey(_)
            | ConstraintKind::Unique(_)
            | ConstraintKind::Check(_)
            | ConstraintKind::Exclusion(_) => Body(self.0).fmt(f),
        }
    }
}

/// What a constraint says, after `CONSTRAINT name` and without `NOT VALID`.
pub(super) struct Body<'a>(pub(super) &'a ConstraintKind);

impl Display for Body<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            ConstraintKind::PrimaryKey(key) => primary_key(f, key),
            ConstraintKind::Unique(key) => unique(f, key),
            ConstraintKind::Check(Check { expr, no_inherit, not_valid: _, not_enforced }) => {
                write!(f, "CHECK ({}){}", Text(expr), if *no_inherit { " NO INHERIT" } else { "" })?;
                f.write_str(enforced_words(*not_enforced))
            }
            ConstraintKind::ForeignKey(key) => foreign_key(f, key),
            ConstraintKind::Exclusion(exclusion) => exclude(f, exclusion),
        }
    }
}

fn primary_key(f: &mut Formatter<'_>, key: &PrimaryKey) -> fmt::Result {
    let PrimaryKey { columns, without_overlaps, include, parameters, tablespace, deferrable } = key;
    write!(f, "PRIMARY KEY ({}{})", Idents(columns), overlaps_words(*without_overlaps))?;
    index_clauses(f, include, parameters, tablespace.as_deref())?;
    f.write_str(deferrable_words(*deferrable))
}

fn unique(f: &mut Formatter<'_>, key: &Unique) -> fmt::Result {
    let Unique { columns, without_overlaps, include, nulls_not_distinct, parameters, tablespace, deferrable } =
        key;
    let nulls = if *nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
    write!(f, "UNIQUE{nulls} ({}{})", Idents(columns), overlaps_words(*without_overlaps))?;
    index_clauses(f, include, parameters, tablespace.as_deref())?;
    f.write_str(deferrable_words(*deferrable))
}

fn overlaps_words(without_overlaps: bool) -> &'static str {
    if without_overlaps { " WITHOUT OVERLAPS" } else { "" }
}

fn enforced_words(not_enforced: bool) -> &'static str {
    if not_enforced { " NOT ENFORCED" } else { "" }
}

/// `INCLUDE (..) WITH (..) USING INDEX TABLESPACE ..`, as far as there is something to say.
fn index_clauses(
    f: &mut Formatter<'_>,
    include: &[String],
    parameters: &[(String, String)],
    tablespace: Option<&str>,
) -> fmt::Result {
    Include(include).fmt(f)?;
    if !parameters.is_empty() {
        write!(f, " WITH ({})", Parameters(parameters))?;
    }
    match tablespace {
        Some(tablespace) => write!(f, " USING INDEX TABLESPACE {}", Ident(tablespace)),
        None => Ok(()),
    }
}

/// The columns of one side of a foreign key.
fn key_columns(columns: &[String], period: bool) -> String {
    match columns.split_last() {
        Some((last, rest)) if period => {
            let rest: Vec<String> = rest.iter().map(|column| format!("{}, ", Ident(column))).collect();
            format!("{}PERIOD {}", rest.concat(), Ident(last))
        }
        _ => Idents(columns).to_string(),
    }
}

fn foreign_key(f: &mut Formatter<'_>, key: &ForeignKey) -> fmt::Result {
    write!(f, "FOREIGN KEY ({}) ", key_columns(&key.columns, key.period))?;
    references(f, key)
}

fn references(f: &mut Formatter<'_>, key: &ForeignKey) -> fmt::Result {
    let ForeignKey {
        columns: _,
        table,
        references,
        period,
        match_kind,
        on_delete,
        on_update,
        deferrable,
        not_valid: _,
        not_enforced,
    } = key;
    write!(f, "REFERENCES {}", Name(table))?;
    if !references.is_empty() {
        write!(f, " ({})", key_columns(references, *period))?;
    }
    f.write_str(match match_kind {
        MatchKind::Simple => "",
        MatchKind::Full => " MATCH FULL",
    })?;
    referential_action(f, "DELETE", on_delete)?;
    referential_action(f, "UPDATE", on_update)?;
    f.write_str(deferrable_words(*deferrable))?;
    f.write_str(enforced_words(*not_enforced))
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
    let Exclusion { method, elements, include, parameters, tablespace, predicate, deferrable } = exclusion;
    let elements = elements.iter().map(|e| format!("{} WITH {}", ElementText(&e.element), e.operator));
    let elements: Vec<String> = elements.collect();
    write!(f, "EXCLUDE USING {} ({})", Ident(method), Commas(elements.iter()))?;
    index_clauses(f, include, parameters, tablespace.as_deref())?;
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
