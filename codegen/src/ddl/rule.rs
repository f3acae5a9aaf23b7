//! `CREATE RULE`, `ALTER TABLE .. ENABLE RULE`.

use std::fmt::{self, Display, Formatter};

use super::expr::Text;
use super::quote::{Ident, Name};
use super::trigger::enabled_words;
use crate::model::{Enabled, QName, Rule};

/// A statement that changes a rule in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleStatement {
    /// `CREATE OR REPLACE RULE`.
    Replace(Rule),
    /// `ALTER TABLE .. ENABLE | DISABLE .. RULE`.
    Enable {
        /// The table.
        table: QName,
        /// The rule.
        name: String,
        /// Whether it fires.
        enabled: Enabled,
    },
}

impl Display for RuleStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Replace(rule) => {
                f.write_str("CREATE OR REPLACE ")?;
                describe(f, rule)
            }
            Self::Enable { table, name, enabled } => {
                write!(f, "ALTER TABLE {} {} RULE {}", Name(table), enabled_words(*enabled), Ident(name))
            }
        }
    }
}

pub(super) fn create(f: &mut Formatter<'_>, new: &Rule) -> fmt::Result {
    f.write_str("CREATE ")?;
    describe(f, new)
}

fn describe(f: &mut Formatter<'_>, rule: &Rule) -> fmt::Result {
    let Rule { name, relation, event, condition, instead, commands, enabled: _, comment: _ } = rule;
    write!(f, "RULE {} AS ON {} TO {}", Ident(name), event.to_uppercase(), Name(relation))?;
    if let Some(condition) = condition {
        write!(f, "\n    WHERE {}", Text(condition))?;
    }
    write!(f, "\n    DO {}", if *instead { "INSTEAD" } else { "ALSO" })?;
    match commands.as_slice() {
        [] => f.write_str(" NOTHING"),
        [only] => write!(f, " {}", Text(only)),
        several => {
            for (i, command) in several.iter().enumerate() {
                write!(f, "{}\n        {}", if i > 0 { ";" } else { " (" }, Text(command))?;
            }
            f.write_str("\n    )")
        }
    }
}
