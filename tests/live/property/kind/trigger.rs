//! Triggers on tables, constraint triggers among them.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, qualified, quote, readable};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Trigger {
    head: Head,
    table: Id,
    column: Id,
    before: bool,
    /// A bit each for insert, update and delete.
    events: usize,
    of: bool,
    condition: bool,
    statement: bool,
    constraint: bool,
    enabled: usize,
    way: usize,
}

impl Thing for Trigger {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let (table, column) = spec.some_column(tape)?;
        Some(Self {
            head: Head::new(spec, tape, "trig"),
            table,
            column,
            before: tape.one_in(2),
            events: 1 + tape.below(7),
            of: tape.one_in(2),
            condition: tape.one_in(2),
            statement: tape.one_in(3),
            constraint: tape.one_in(4),
            enabled: tape.below(6).saturating_sub(2),
            way: tape.below(2),
        })
    }

    fn change(&mut self, spec: &mut Spec, tape: &mut Tape) {
        match tape.below(8) {
            0 => self.before = !self.before,
            1 => self.events = 1 + tape.below(7),
            2 => self.of = !self.of,
            3 => self.condition = !self.condition,
            4 => self.statement = !self.statement,
            5 => self.enabled = (self.enabled + 1 + tape.below(3)) % 4,
            6 => self.way = 1 - self.way,
            _ => match spec.some_column(tape) {
                Some((table, column)) => (self.table, self.column) = (table, column),
                None => self.constraint = !self.constraint,
            },
        }
    }

    fn print(&self, spec: &Spec, out: &mut Out) {
        let Some(table) = spec.table(self.table) else { return };
        let column = readable(spec, table, self.column).map(|c| quote(&c.name));
        let function = ["note", "note_all"][self.way];
        out.once(
            Phase::Functions,
            format!(
                "CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
            ),
        );
        let mut events = Vec::new();
        if self.events & 1 > 0 {
            events.push("INSERT".to_owned());
        }
        if self.events & 2 > 0 {
            let of = column.as_ref().filter(|_| self.of);
            events.push(format!("UPDATE{}", of.map(|c| format!(" OF {c}")).unwrap_or_default()));
        }
        if self.events & 4 > 0 {
            events.push("DELETE".to_owned());
        }
        let row = self.constraint || !self.statement;
        let time = if self.before && !self.constraint { "BEFORE" } else { "AFTER" };
        let condition = match (&column, row && self.condition, self.events) {
            (Some(c), true, 2) => format!(" WHEN (OLD.{c} IS DISTINCT FROM NEW.{c})"),
            (Some(c), true, 1 | 3) => format!(" WHEN (NEW.{c} IS NOT NULL)"),
            (Some(c), true, 4) => format!(" WHEN (OLD.{c} IS NOT NULL)"),
            (..) => String::new(),
        };
        let (name, on) = (self.head.quoted(), qualified(table));
        let (kind, deferrable) = match self.constraint {
            true => ("CONSTRAINT TRIGGER", " DEFERRABLE INITIALLY DEFERRED"),
            false => ("TRIGGER", ""),
        };
        let level = if row { "ROW" } else { "STATEMENT" };
        out.line(
            Phase::Attached,
            format!(
                "{}CREATE {kind} {name} {time} {} ON {on}{deferrable} FOR EACH {level}{condition} EXECUTE FUNCTION {function}()",
                self.head.renamed(),
                events.join(" OR ")
            ),
        );
        let state = ["", "DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS"][self.enabled];
        if !state.is_empty() {
            out.line(Phase::Attached, format!("ALTER TABLE {on} {state} TRIGGER {name}"));
        }
        self.head.comment(out, &format!("TRIGGER {name} ON {on}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
