//! Extended statistics.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, qualified, quote, readable};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Statistics {
    head: Head,
    table: Id,
    column: Id,
    kinds: usize,
    expression: bool,
    target: bool,
}

impl Thing for Statistics {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let (table, column) = spec.some_column(tape)?;
        Some(Self {
            head: Head::new(spec, tape, "stat"),
            table,
            column,
            kinds: tape.below(4),
            expression: tape.one_in(3),
            target: tape.one_in(3),
        })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(3) {
            0 => self.kinds = (self.kinds + 1) % 4,
            1 => self.expression = !self.expression,
            _ => self.target = !self.target,
        }
    }

    fn print(&self, spec: &Spec, out: &mut Out) {
        let Some(table) = spec.table(self.table) else { return };
        let Some(column) = readable(spec, table, self.column).filter(|c| c.name != "id") else { return };
        if !column.ty.is_plain() {
            return;
        }
        let kinds = ["", " (ndistinct)", " (dependencies, mcv)", " (ndistinct, dependencies, mcv)"][self.kinds];
        let (name, on) = (self.head.quoted(), qualified(table));
        let first = if self.expression { "(id + 1)" } else { "id" };
        out.line(
            Phase::Attached,
            format!(
                "{}CREATE STATISTICS {name}{kinds} ON {first}, {} FROM {on}",
                self.head.renamed(),
                quote(&column.name)
            ),
        );
        if self.target {
            out.line(Phase::Attached, format!("ALTER STATISTICS {name} SET STATISTICS 50"));
        }
        self.head.comment(out, &format!("STATISTICS {name}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
