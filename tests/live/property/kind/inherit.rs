//! Tables that inherit from others.

use super::{Head, Thing};
use crate::property::print::{Out, Phase};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Family {
    head: Head,
    parent: Vec<(Id, usize)>,
    child: Vec<(Id, usize)>,
    /// Columns of the parent that the child writes as well.
    merged: bool,
    /// 0: the child stands alone; 1: it inherits from the parent; 2: also from another one.
    parents: usize,
    grandchild: bool,
    check: usize,
}

const TYPES: [&str; 4] = ["text", "integer DEFAULT 4", "boolean NOT NULL DEFAULT true", "text DEFAULT 'x'"];

fn columns(list: &[(Id, usize)]) -> String {
    list.iter().map(|(id, ty)| format!(", c{id} {}", TYPES[*ty])).collect()
}

impl Thing for Family {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "elder");
        let parent = (0..tape.below(3)).map(|_| (spec.id(), tape.below(4))).collect();
        let child = (0..tape.below(2)).map(|_| (spec.id(), tape.below(4))).collect();
        Some(Self {
            head,
            parent,
            child,
            merged: tape.one_in(3),
            parents: tape.below(3),
            grandchild: tape.one_in(3),
            check: tape.below(3),
        })
    }

    fn change(&mut self, spec: &mut Spec, tape: &mut Tape) {
        match tape.below(9) {
            0 => self.parent.push((spec.id(), tape.below(4))),
            1 => drop(self.parent.pop()),
            2 => self.child.push((spec.id(), tape.below(4))),
            3 => drop(self.child.pop()),
            4 => self.merged = !self.merged,
            5 | 6 => self.parents = tape.below(3),
            7 => self.check = (self.check + 1) % 3,
            _ => self.grandchild = !self.grandchild,
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        let (name, id) = (self.head.quoted(), self.head.id);
        let check = ["", ", CONSTRAINT sane CHECK (id > 0)", ", CONSTRAINT sane CHECK (id > 0) NO INHERIT"][self.check];
        let parent = columns(&self.parent);
        out.line(
            Phase::Tables,
            format!("{}CREATE TABLE {name} (id integer NOT NULL{parent}{check})", self.head.renamed()),
        );
        out.line(Phase::Tables, format!("CREATE TABLE other{id} (second text)"));
        let inherits = match self.parents {
            0 => String::new(),
            1 => format!(" INHERITS ({name})"),
            _ => format!(" INHERITS ({name}, other{id})"),
        };
        let own = if self.merged || self.parents == 0 { format!("id integer NOT NULL{parent}") } else { String::new() };
        let own = format!("{own}{}", columns(&self.child));
        let own = own.trim_start_matches(", ");
        out.line(Phase::Tables, format!("CREATE TABLE heir{id} ({own}){inherits}"));
        if self.grandchild {
            out.line(Phase::Tables, format!("CREATE TABLE late{id} (own integer) INHERITS (heir{id})"));
        }
        self.head.comment(out, &format!("TABLE {name}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
