//! Composite types, and a table with columns of one.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, quote};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Composite {
    head: Head,
    /// Name and type of each attribute.
    attributes: Vec<(Id, usize)>,
    mood: Option<Id>,
    used: usize,
    indexed: bool,
}

const TYPES: [&str; 4] = ["integer", "text", "bigint", "numeric(10, 2)"];

impl Thing for Composite {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "pair");
        let attributes = (0..=tape.below(3)).map(|_| (spec.id(), tape.below(4))).collect();
        let enums: Vec<Id> = spec.enums.iter().map(|e| e.id).collect();
        let mood = tape.one_in(2).then(|| tape.any(&enums)).flatten();
        Some(Self { head, attributes, mood, used: tape.below(4), indexed: tape.one_in(3) })
    }

    fn change(&mut self, spec: &mut Spec, tape: &mut Tape) {
        match tape.below(6) {
            0 => self.attributes.push((spec.id(), tape.below(4))),
            1 if self.attributes.len() > 1 => drop(self.attributes.remove(0)),
            2 => self.attributes[0].1 = (self.attributes[0].1 + 2) % 4,
            3 => self.mood = None,
            4 => self.indexed = !self.indexed,
            _ => self.used = (self.used + 1) % 4,
        }
    }

    fn print(&self, spec: &Spec, out: &mut Out) {
        let name = self.head.quoted();
        let mut attributes: Vec<String> =
            self.attributes.iter().map(|(id, ty)| format!("a{id} {}", TYPES[*ty])).collect();
        let mood = self.mood.and_then(|id| spec.enums.iter().find(|e| e.id == id));
        attributes.extend(mood.map(|e| format!("mood {}", quote(&e.name))));
        out.line(
            Phase::Types,
            format!("{}CREATE TYPE {name} AS ({})", self.head.renamed(), attributes.join(", ")),
        );
        let (table, first) = (format!("holder{}", self.head.id), self.attributes[0].0);
        let columns = match self.used {
            0 => return self.head.comment(out, &format!("TYPE {name}")),
            1 => format!("it {name}"),
            2 => format!("it {name}, many {name}[]"),
            _ => format!("it {name}, CHECK ((it).a{first} IS NOT NULL OR id > 0)"),
        };
        out.line(Phase::Tables, format!("CREATE TABLE {table} (id integer PRIMARY KEY, {columns})"));
        if self.indexed {
            out.line(Phase::Attached, format!("CREATE INDEX ON {table} (((it).a{first}))"));
        }
        self.head.comment(out, &format!("TYPE {name}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
