//! `CREATE TRIGGER`, `ALTER TABLE .. ENABLE TRIGGER`, `CREATE EVENT TRIGGER`.

use std::fmt::{self, Display, Formatter};

use super::constraint::deferrable_words;
use super::expr::Text;
use super::quote::{Ident, Idents, Literals, Name};
use crate::model::{ConstraintTrigger, Enabled, EventTrigger, QName, Trigger, TriggerEvent, TriggerTiming};

/// A statement that changes a trigger, or whether a rule fires.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "a plan holds few of them")]
pub enum TriggerStatement {
    /// `CREATE OR REPLACE TRIGGER`.
    Replace(Trigger),
    /// `ALTER TABLE .. ENABLE | DISABLE .. TRIGGER`.
    Enable {
        /// The table.
        table: QName,
        /// The trigger.
        name: String,
        /// Whether it fires.
        enabled: Enabled,
    },
    /// `ALTER EVENT TRIGGER .. ENABLE | DISABLE ..`.
    EnableEvent {
        /// The event trigger.
        name: String,
        /// Whether it fires.
        enabled: Enabled,
    },
}

impl Display for TriggerStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Replace(trigger) => {
                f.write_str("CREATE OR REPLACE ")?;
                describe(f, trigger)
            }
            Self::Enable { table, name, enabled } => {
                write!(f, "ALTER TABLE {} {} TRIGGER {}", Name(table), enabled_words(*enabled), Ident(name))
            }
            Self::EnableEvent { name, enabled } => {
                write!(f, "ALTER EVENT TRIGGER {} {}", Ident(name), enabled_words(*enabled))
            }
        }
    }
}

/// Whether a trigger or rule fires, as `ALTER` says it.
pub(super) fn enabled_words(enabled: Enabled) -> &'static str {
    match enabled {
        Enabled::Origin => "ENABLE",
        Enabled::Disabled => "DISABLE",
        Enabled::Replica => "ENABLE REPLICA",
        Enabled::Always => "ENABLE ALWAYS",
    }
}

pub(super) fn create(f: &mut Formatter<'_>, new: &Trigger) -> fmt::Result {
    f.write_str("CREATE ")?;
    describe(f, new)
}

/// From `TRIGGER` on. Whether it is enabled is another statement.
fn describe(f: &mut Formatter<'_>, trigger: &Trigger) -> fmt::Result {
    let Trigger {
        name,
        relation,
        timing,
        events,
        columns,
        for_each_row,
        constraint,
        old_table,
        new_table,
        when,
        function,
        arguments,
        enabled: _,
        comment: _,
    } = trigger;
    let word = if constraint.is_some() { "CONSTRAINT TRIGGER" } else { "TRIGGER" };
    write!(f, "{word} {}\n    {} ", Ident(name), timing_word(*timing))?;
    for (i, event) in events.iter().enumerate() {
        write!(f, "{}{}", if i > 0 { " OR " } else { "" }, event_word(*event))?;
        if *event == TriggerEvent::Update && !columns.is_empty() {
            write!(f, " OF {}", Idents(columns))?;
        }
    }
    write!(f, " ON {}", Name(relation))?;
    if let Some(ConstraintTrigger { deferrable, from }) = constraint {
        if let Some(from) = from {
            write!(f, "\n    FROM {}", Name(from))?;
        }
        f.write_str(deferrable_words(*deferrable))?;
    }
    if old_table.is_some() || new_table.is_some() {
        f.write_str("\n    REFERENCING")?;
        for (word, table) in [("OLD", old_table), ("NEW", new_table)] {
            if let Some(table) = table {
                write!(f, " {word} TABLE AS {}", Ident(table))?;
            }
        }
    }
    write!(f, "\n    FOR EACH {}", if *for_each_row { "ROW" } else { "STATEMENT" })?;
    if let Some(when) = when {
        write!(f, " WHEN ({})", Text(when))?;
    }
    write!(f, "\n    EXECUTE FUNCTION {}({})", Name(function), Literals(arguments))
}

fn timing_word(timing: TriggerTiming) -> &'static str {
    match timing {
        TriggerTiming::Before => "BEFORE",
        TriggerTiming::After => "AFTER",
        TriggerTiming::InsteadOf => "INSTEAD OF",
    }
}

fn event_word(event: TriggerEvent) -> &'static str {
    match event {
        TriggerEvent::Insert => "INSERT",
        TriggerEvent::Delete => "DELETE",
        TriggerEvent::Update => "UPDATE",
        TriggerEvent::Truncate => "TRUNCATE",
    }
}

pub(super) fn create_event(f: &mut Formatter<'_>, new: &EventTrigger) -> fmt::Result {
    let EventTrigger { name, event, tags, function, enabled: _, comment: _ } = new;
    write!(f, "CREATE EVENT TRIGGER {} ON {}", Ident(name), Ident(event))?;
    if !tags.is_empty() {
        write!(f, "\n    WHEN TAG IN ({})", Literals(tags))?;
    }
    write!(f, "\n    EXECUTE FUNCTION {}()", Name(function))
}
