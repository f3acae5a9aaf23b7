//! Comments on what has none of its own in the other files.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, qualified, quote};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Remark {
    head: Head,
    table: Option<Id>,
    what: usize,
    way: usize,
}

const KINDS: usize = 9;

impl Remark {
    fn target(&self, spec: &Spec) -> Option<String> {
        let table = || self.table.and_then(|id| spec.table(id));
        Some(match self.what {
            0 => format!("TYPE {}", quote(&spec.enums.first()?.name)),
            1 => format!("DOMAIN {}", quote(&spec.domains.first()?.name)),
            2 => format!("SEQUENCE {}", quote(&spec.sequences.first()?.name)),
            3 => "SCHEMA app".to_owned(),
            4 => "EXTENSION vector".to_owned(),
            5 => format!("FUNCTION slug({})", ["text"].get(spec.function.map_or(1, |_| 0))?),
            6 => {
                let table = table()?;
                format!("CONSTRAINT {} ON {}", quote(&format!("{}_pkey", table.name)), qualified(table))
            }
            7 => format!("COLUMN {}.id", qualified(table()?)),
            _ => "SCHEMA public".to_owned(),
        })
    }
}

impl Thing for Remark {
    const RENAMED: bool = false;

    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let table = spec.some_column(tape).map(|(table, _)| table);
        let head = Head::new(spec, tape, "remark");
        Some(Self { head, table, what: tape.below(KINDS), way: tape.below(2) })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(2) {
            0 => self.what = tape.below(KINDS),
            _ => self.way = 1 - self.way,
        }
    }

    fn print(&self, spec: &Spec, out: &mut Out) {
        let Some(target) = self.target(spec) else { return };
        if out.claim(format!("comment on {target}")) {
            let text = ["noted", "it''s noted"][self.way];
            out.line(Phase::Comments, format!("COMMENT ON {target} IS '{text}'"));
        }
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
