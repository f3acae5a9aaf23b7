//! Casts of an enum, by a function of ours.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, quote};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Cast {
    head: Head,
    from: Id,
    way: usize,
    assigned: usize,
}

impl Thing for Cast {
    const RENAMED: bool = false;

    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let enums: Vec<Id> = spec.enums.iter().map(|e| e.id).collect();
        let from = tape.any(&enums)?;
        Some(Self { head: Head::new(spec, tape, "cast"), from, way: tape.below(2), assigned: tape.below(2) })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(2) {
            0 => self.way = 1 - self.way,
            _ => self.assigned = 1 - self.assigned,
        }
    }

    fn print(&self, spec: &Spec, out: &mut Out) {
        let Some(from) = spec.enums.iter().find(|e| e.id == self.from) else { return };
        let (from, name) = (quote(&from.name), self.head.quoted());
        let cast = format!("CAST ({from} AS integer)");
        if !out.claim(cast.clone()) {
            return;
        }
        let when = ["", " AS ASSIGNMENT"][self.assigned];
        match self.way {
            0 => {
                out.line(
                    Phase::Functions,
                    format!(
                        "CREATE FUNCTION {name}(it {from}) RETURNS integer LANGUAGE sql STABLE AS $$ SELECT length(it::text) $$"
                    ),
                );
                out.once(Phase::Tables, format!("CREATE {cast} WITH FUNCTION {name}({from}){when}"));
            }
            _ => out.once(Phase::Tables, format!("CREATE {cast} WITH INOUT{when}")),
        }
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
