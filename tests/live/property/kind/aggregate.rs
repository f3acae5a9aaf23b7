//! Aggregates.

use super::{Head, Thing};
use crate::property::print::{Out, Phase};
use crate::property::spec::Spec;
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Aggregate {
    head: Head,
    way: usize,
    initial: bool,
    safe: bool,
}

impl Thing for Aggregate {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "total");
        Some(Self { head, way: tape.below(3), initial: tape.one_in(2), safe: tape.one_in(2) })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(3) {
            0 => self.way = (self.way + 1) % 3,
            1 => self.initial = !self.initial,
            _ => self.safe = !self.safe,
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        let (argument, parts) = match self.way {
            0 => ("integer", "SFUNC = int4pl, STYPE = integer"),
            1 => ("integer", "SFUNC = int4pl, STYPE = integer, COMBINEFUNC = int4pl"),
            _ => {
                out.once(
                    Phase::Functions,
                    "CREATE FUNCTION step(so_far text, value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT so_far || value $$"
                        .to_owned(),
                );
                ("text", "SFUNC = step, STYPE = text")
            }
        };
        let initial = if self.initial { ", INITCOND = '0'" } else { "" };
        let safe = if self.safe { ", PARALLEL = SAFE" } else { "" };
        let name = self.head.quoted();
        out.line(
            Phase::Tables,
            format!("{}CREATE AGGREGATE {name}({argument}) ({parts}{initial}{safe})", self.head.renamed()),
        );
        self.head.comment(out, &format!("AGGREGATE {name}({argument})"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
