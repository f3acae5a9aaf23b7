//! `CREATE SEQUENCE`, `ALTER SEQUENCE`, `DROP SEQUENCE`, and the options of identity columns.

use std::fmt::{self, Display, Formatter};

use super::quote::{Ident, Name};
use crate::model::{Builtin, QName, Sequence, SequenceOptions};

/// A statement about a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SequenceStatement {
    /// `CREATE SEQUENCE`, without `OWNED BY`: its table may come later.
    Create(Sequence),
    /// `ALTER SEQUENCE`: its type and the options that differ.
    Alter {
        /// The sequence.
        name: QName,
        /// The type, when it differs.
        ty: Option<Builtin>,
        /// The options before.
        from: SequenceOptions,
        /// The options after.
        to: SequenceOptions,
    },
    /// `ALTER SEQUENCE .. OWNED BY table.column | NONE`.
    OwnedBy {
        /// The sequence.
        name: QName,
        /// The table and column.
        owner: Option<(QName, String)>,
    },
    /// `DROP SEQUENCE`.
    Drop(QName),
}

impl Display for SequenceStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create(Sequence { name, ty, options, owned_by: _, comment: _ }) => {
                write!(f, "CREATE SEQUENCE {}", Name(name))?;
                if *ty != Builtin::BigInt {
                    write!(f, " AS {}", ty.as_str())?;
                }
                for option in written(options) {
                    write!(f, " {option}")?;
                }
                Ok(())
            }
            Self::Alter { name, ty, from, to } => {
                write!(f, "ALTER SEQUENCE {}", Name(name))?;
                if let Some(ty) = ty {
                    write!(f, " AS {}", ty.as_str())?;
                }
                for option in changed(from, to) {
                    write!(f, " {option}")?;
                }
                Ok(())
            }
            Self::OwnedBy { name, owner: Some((table, column)) } => {
                write!(f, "ALTER SEQUENCE {} OWNED BY {}.{}", Name(name), Name(table), Ident(column))
            }
            Self::OwnedBy { name, owner: None } => {
                write!(f, "ALTER SEQUENCE {} OWNED BY NONE", Name(name))
            }
            Self::Drop(name) => write!(f, "DROP SEQUENCE {}", Name(name)),
        }
    }
}

/// The options that are not the default, as `CREATE SEQUENCE` takes them.
pub(super) fn written(options: &SequenceOptions) -> Vec<String> {
    words(&SequenceOptions::default(), options, options.start, false)
}

/// What `ALTER SEQUENCE` must say to bring one set of options to another.
pub(super) fn changed(from: &SequenceOptions, to: &SequenceOptions) -> Vec<String> {
    // A default start follows from the bounds, but only when the sequence is made: afterwards it is spelled out.
    let start = Some(first(to)).filter(|start| *start != first(from));
    words(from, to, start, true)
}

fn words(from: &SequenceOptions, to: &SequenceOptions, start: Option<i64>, altered: bool) -> Vec<String> {
    let SequenceOptions { start: _, increment, min, max, cache, cycle } = to;
    let mut words = Vec::new();
    if from.increment != *increment {
        words.push(format!("INCREMENT BY {}", increment.unwrap_or(1)));
    }
    // The default bounds depend on the direction; `ALTER` moves them only when told.
    let turned = altered && is_descending(from) != is_descending(to);
    if from.min != *min || turned {
        // Next to `AS`, `NO MINVALUE` means the least number of the type, whatever the direction.
        let plain = if turned && !is_descending(to) { "MINVALUE 1" } else { "NO MINVALUE" };
        words.push(min.map_or_else(|| plain.to_owned(), |n| format!("MINVALUE {n}")));
    }
    if from.max != *max || turned {
        let plain = if turned && is_descending(to) { "MAXVALUE -1" } else { "NO MAXVALUE" };
        words.push(max.map_or_else(|| plain.to_owned(), |n| format!("MAXVALUE {n}")));
    }
    if let Some(start) = start {
        words.push(format!("START WITH {start}"));
    }
    // Where it stands now is no number of it any more.
    if turned || (altered && are_apart(from, to)) {
        words.push("RESTART".to_owned());
    }
    if from.cache != *cache {
        words.push(format!("CACHE {}", cache.unwrap_or(1)));
    }
    if from.cycle != *cycle {
        words.push(if *cycle { "CYCLE" } else { "NO CYCLE" }.to_owned());
    }
    words
}

/// The least and the greatest number, of any type.
pub(crate) fn bounds(options: &SequenceOptions) -> (i64, i64) {
    let (least, greatest) = if is_descending(options) { (i64::MIN, -1) } else { (1, i64::MAX) };
    (options.min.unwrap_or(least), options.max.unwrap_or(greatest))
}

/// Whether no number is within the bounds of both.
pub(crate) fn are_apart(from: &SequenceOptions, to: &SequenceOptions) -> bool {
    let ((from_min, from_max), (to_min, to_max)) = (bounds(from), bounds(to));
    from_max < to_min || to_max < from_min
}

pub(crate) fn is_descending(options: &SequenceOptions) -> bool {
    options.increment.is_some_and(|step| step < 0)
}

/// Where a sequence starts: its lower bound unless told, or its upper one when it counts down.
fn first(options: &SequenceOptions) -> i64 {
    let default = if is_descending(options) { options.max.unwrap_or(-1) } else { options.min.unwrap_or(1) };
    options.start.unwrap_or(default)
}
