//! Owners of things.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, qualified, quote};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Owner {
    head: Head,
    table: Option<Id>,
    what: usize,
    role: usize,
}

impl Thing for Owner {
    const RENAMED: bool = false;

    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "owner");
        let table = spec.some_column(tape).map(|(table, _)| table);
        Some(Self { head, table, what: tape.below(7), role: tape.below(2) })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(2) {
            0 => self.what = tape.below(7),
            _ => self.role = 1 - self.role,
        }
    }

    fn print(&self, spec: &Spec, out: &mut Out) {
        let what = match self.what {
            0 | 1 => match self.table.and_then(|id| spec.table(id)) {
                Some(table) => format!("TABLE {}", qualified(table)),
                None => return,
            },
            2 => "SCHEMA app".to_owned(),
            3 => match spec.enums.first() {
                Some(e) => format!("TYPE {}", quote(&e.name)),
                None => return,
            },
            4 => match spec.domains.first() {
                Some(domain) => format!("DOMAIN {}", quote(&domain.name)),
                None => return,
            },
            5 => match spec.sequences.first() {
                Some(sequence) => format!("SEQUENCE {}", quote(&sequence.name)),
                None => return,
            },
            _ => match spec.views.first().filter(|v| out.has_view(&v.name)) {
                Some(view) => {
                    let kind = if view.materialized { "MATERIALIZED VIEW" } else { "VIEW" };
                    format!("{kind} {}", quote(&view.name))
                }
                None => return,
            },
        };
        if out.claim(format!("owner of {what}")) {
            out.line(Phase::Owners, format!("ALTER {what} OWNER TO {}", ["tw_owner", "tw_writer"][self.role]));
        }
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
