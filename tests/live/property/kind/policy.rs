//! Row-level security and policies.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, condition, qualified, readable};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Policy {
    head: Head,
    table: Id,
    column: Id,
    command: usize,
    role: usize,
    way: usize,
    check: bool,
    restrictive: bool,
    forced: bool,
}

impl Thing for Policy {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let (table, column) = spec.some_column(tape)?;
        Some(Self {
            head: Head::new(spec, tape, "may"),
            table,
            column,
            command: tape.below(5),
            role: tape.below(4),
            way: tape.below(2),
            check: tape.one_in(2),
            restrictive: tape.one_in(4),
            forced: tape.one_in(3),
        })
    }

    fn change(&mut self, spec: &mut Spec, tape: &mut Tape) {
        match tape.below(7) {
            0 => self.command = tape.below(5),
            1 => self.role = (self.role + 1) % 4,
            2 => self.way = 1 - self.way,
            3 => self.check = !self.check,
            4 => self.restrictive = !self.restrictive,
            5 => self.forced = !self.forced,
            _ => {
                if let Some((table, column)) = spec.some_column(tape) {
                    (self.table, self.column) = (table, column);
                }
            }
        }
    }

    fn print(&self, spec: &Spec, out: &mut Out) {
        let Some(table) = spec.table(self.table) else { return };
        let Some(column) = readable(spec, table, self.column) else { return };
        let condition = condition(spec, column, self.way);
        let (name, on) = (self.head.quoted(), qualified(table));
        out.once(Phase::Attached, format!("ALTER TABLE {on} ENABLE ROW LEVEL SECURITY"));
        if self.forced {
            out.once(Phase::Attached, format!("ALTER TABLE {on} FORCE ROW LEVEL SECURITY"));
        }
        let command = ["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"][self.command];
        let role = ["", " TO tw_reader", " TO tw_reader, tw_writer", " TO CURRENT_USER"][self.role];
        let kind = if self.restrictive { " AS RESTRICTIVE" } else { "" };
        let using = if self.command == 2 { String::new() } else { format!(" USING ({condition})") };
        let check = match self.command {
            2 => format!(" WITH CHECK ({condition})"),
            0 | 3 if self.check => " WITH CHECK (true)".to_owned(),
            _ => String::new(),
        };
        out.line(
            Phase::Access,
            format!(
                "{}CREATE POLICY {name} ON {on}{kind} FOR {command}{role}{using}{check}",
                self.head.renamed()
            ),
        );
        self.head.comment(out, &format!("POLICY {name} ON {on}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
