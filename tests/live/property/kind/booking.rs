//! A table with every kind of constraint, in every state.

use super::{Head, Thing};
use crate::property::print::{Out, Phase};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Booking {
    head: Head,
    temporal: bool,
    constraints: Vec<(Id, usize)>,
    nullable: bool,
}

const CONSTRAINTS: [&str; 20] = [
    "CHECK (day > 0)",
    "CHECK (day > 0) NO INHERIT",
    "CHECK (day > 0) NOT VALID",
    "CHECK (day > 0) NOT ENFORCED",
    "CHECK (day > 0 AND day < 1000)",
    "UNIQUE (day, room)",
    "UNIQUE (day, room) DEFERRABLE",
    "UNIQUE (day, room) DEFERRABLE INITIALLY DEFERRED",
    "UNIQUE NULLS NOT DISTINCT (day, room)",
    "UNIQUE (day) INCLUDE (room)",
    "EXCLUDE USING gist (room WITH &&)",
    "EXCLUDE USING gist (room WITH &&) WHERE (day > 5)",
    "EXCLUDE USING btree (day WITH =) DEFERRABLE",
    "UNIQUE (room, during WITHOUT OVERLAPS)",
    "FOREIGN KEY (day) REFERENCES hotel (id)",
    "FOREIGN KEY (day) REFERENCES hotel (id) NOT VALID",
    "FOREIGN KEY (day) REFERENCES hotel (id) MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL (day)",
    "FOREIGN KEY (day) REFERENCES hotel (id) NOT ENFORCED",
    "FOREIGN KEY (day) REFERENCES hotel (id) DEFERRABLE",
    "FOREIGN KEY (day) REFERENCES hotel (id) ON DELETE SET DEFAULT DEFERRABLE INITIALLY DEFERRED",
];

impl Thing for Booking {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "stay");
        let constraints = (0..=tape.below(3)).map(|_| (spec.id(), tape.below(CONSTRAINTS.len()))).collect();
        Some(Self { head, temporal: tape.one_in(2), constraints, nullable: tape.one_in(2) })
    }

    fn change(&mut self, spec: &mut Spec, tape: &mut Tape) {
        match tape.below(6) {
            0 => self.temporal = !self.temporal,
            1 => self.constraints.push((spec.id(), tape.below(CONSTRAINTS.len()))),
            2 if self.constraints.len() > 1 => drop(self.constraints.remove(0)),
            3 => self.nullable = !self.nullable,
            _ => {
                // Often to a near one, of the same kind.
                let at = tape.below(self.constraints.len());
                let way = &mut self.constraints[at].1;
                *way = (*way + 1 + tape.below(3)) % CONSTRAINTS.len();
            }
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        let name = self.head.quoted();
        out.once(Phase::Tables, "CREATE TABLE hotel (id integer PRIMARY KEY)".to_owned());
        let key = match self.temporal {
            true => "PRIMARY KEY (room, during WITHOUT OVERLAPS)",
            false => "PRIMARY KEY (id)",
        };
        let null = if self.nullable { "" } else { " NOT NULL" };
        out.line(
            Phase::Tables,
            format!(
                "{}CREATE TABLE {name} (id integer NOT NULL, room int4range NOT NULL, during tsrange NOT NULL, day integer{null}, {key})",
                self.head.renamed()
            ),
        );
        for (id, way) in &self.constraints {
            out.line(Phase::Attached, format!("ALTER TABLE {name} ADD CONSTRAINT con{id} {}", CONSTRAINTS[*way]));
            if id % 4 == 0 {
                self.head.comment(out, &format!("CONSTRAINT con{id} ON {name}"));
            }
        }
        self.head.comment(out, &format!("TABLE {name}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
