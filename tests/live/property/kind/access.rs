//! Privileges, also of columns.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, qualified, quote};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Grant {
    head: Head,
    table: Option<(Id, Id)>,
    what: usize,
    role: usize,
    option: bool,
}

impl Thing for Grant {
    const RENAMED: bool = false;

    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "grant");
        let table = spec.some_column(tape);
        Some(Self { head, table, what: tape.below(8), role: tape.below(3), option: tape.one_in(4) })
    }

    fn change(&mut self, spec: &mut Spec, tape: &mut Tape) {
        match tape.below(4) {
            0 => self.what = tape.below(8),
            1 => self.role = (self.role + 1) % 3,
            2 => self.option = !self.option,
            _ => self.table = spec.some_column(tape),
        }
    }

    fn print(&self, spec: &Spec, out: &mut Out) {
        let role = ["tw_reader", "\"tw_Odd\"", "PUBLIC"][self.role];
        let table = self.table.and_then(|(table, column)| {
            let table = spec.table(table)?;
            Some((qualified(table), table.column(column).map(|c| quote(&c.name))))
        });
        let what = match (self.what, table) {
            (0, Some((table, _))) => format!("SELECT ON {table}"),
            (1, Some((table, _))) => format!("ALL ON {table}"),
            (2, Some((table, Some(column)))) => format!("SELECT ({column}) ON {table}"),
            (3, Some((table, Some(column)))) => format!("UPDATE ({column}), INSERT (id) ON {table}"),
            (4, _) => "USAGE ON SCHEMA app".to_owned(),
            (5, _) => match spec.sequences.first() {
                Some(sequence) => format!("USAGE, SELECT ON SEQUENCE {}", quote(&sequence.name)),
                None => return,
            },
            (6, _) => match spec.enums.first() {
                Some(e) => format!("USAGE ON TYPE {}", quote(&e.name)),
                None => return,
            },
            (7, _) => match spec.views.first().filter(|v| out.has_view(&v.name)) {
                Some(view) => format!("SELECT ON {}", quote(&view.name)),
                None => return,
            },
            (..) => return,
        };
        let option = if self.option && self.role < 2 { " WITH GRANT OPTION" } else { "" };
        out.once(Phase::Access, format!("GRANT {what} TO {role}{option}"));
        if self.what == 6 && self.role != 2 {
            out.once(Phase::Access, format!("REVOKE {what} FROM PUBLIC"));
        }
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
