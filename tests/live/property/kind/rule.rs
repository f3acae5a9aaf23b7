//! Rules on tables.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, qualified, quote, readable};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Rule {
    head: Head,
    table: Id,
    column: Id,
    event: usize,
    instead: bool,
    condition: bool,
}

impl Thing for Rule {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let (table, column) = spec.some_column(tape)?;
        Some(Self {
            head: Head::new(spec, tape, "rule"),
            table,
            column,
            event: tape.below(2),
            instead: tape.one_in(2),
            condition: tape.one_in(2),
        })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(3) {
            0 => self.event = 1 - self.event,
            1 => self.instead = !self.instead,
            _ => self.condition = !self.condition,
        }
    }

    fn print(&self, spec: &Spec, out: &mut Out) {
        let Some(table) = spec.table(self.table) else { return };
        let (name, on) = (self.head.quoted(), qualified(table));
        let event = ["UPDATE", "DELETE"][self.event];
        let column = readable(spec, table, self.column).filter(|_| self.condition && self.instead);
        let condition = column.map(|c| format!(" WHERE old.{} IS NULL", quote(&c.name))).unwrap_or_default();
        let action = if self.instead { "INSTEAD NOTHING" } else { "ALSO NOTIFY heard" };
        out.line(
            Phase::Rules,
            format!("{}CREATE RULE {name} AS ON {event} TO {on}{condition} DO {action}", self.head.renamed()),
        );
        self.head.comment(out, &format!("RULE {name} ON {on}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
