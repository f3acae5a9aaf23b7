//! Tables that inherit from others.

use super::{Head, Thing};
use crate::property::print::{Out, Phase};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Family {
    head: Head,
    /// Columns of the parent, and whether the child writes them as well.
    parent: Vec<(Id, usize, bool)>,
    child: Vec<(Id, usize)>,
    /// Whether the child writes the key as well.
    merged: bool,
    /// 0: the child stands alone; 1: it inherits from the parent; 2: also from another one.
    parents: usize,
    /// Whether it has been attached or let go. What it inherits then is its own as well, so once is enough.
    turned: bool,
    grandchild: bool,
    check: usize,
}

const TYPES: [&str; 4] = ["text", "integer DEFAULT 4", "boolean DEFAULT true", "text DEFAULT 'x'"];

const CHECK: &str = ", CONSTRAINT sane CHECK (id > 0)";

fn columns(list: impl Iterator<Item = (Id, usize)>) -> String {
    list.map(|(id, ty)| format!(", c{id} {}", TYPES[ty])).collect()
}

impl Family {
    fn turn(&mut self) {
        if std::mem::replace(&mut self.turned, true) {
            return;
        }
        self.merged = true;
        self.parent.iter_mut().for_each(|column| column.2 = true);
        self.parents = usize::from(self.parents == 0);
    }

    /// The columns that the child writes.
    fn own(&self) -> String {
        let alone = self.parents == 0;
        // Its NOT NULL comes with the parent's.
        let id = match (alone, self.merged) {
            (true, _) => "id integer NOT NULL",
            (false, true) => "id integer",
            (false, false) => "",
        };
        let merged = self.parent.iter().filter(|column| alone || column.2);
        let merged = columns(merged.map(|(id, ty, _)| (*id, *ty)));
        let check = if self.turned && !alone && self.check == 1 { CHECK } else { "" };
        let own = format!("{id}{merged}{}{check}", columns(self.child.iter().copied()));
        own.trim_start_matches(", ").to_owned()
    }
}

impl Thing for Family {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "elder");
        let parent = (0..tape.below(3)).map(|_| (spec.id(), tape.below(4), tape.one_in(3))).collect();
        let child = (0..tape.below(2)).map(|_| (spec.id(), tape.below(4))).collect();
        Some(Self {
            head,
            parent,
            child,
            merged: tape.one_in(3),
            parents: tape.below(3),
            turned: false,
            grandchild: tape.one_in(3),
            check: tape.below(3),
        })
    }

    fn change(&mut self, spec: &mut Spec, tape: &mut Tape) {
        match tape.below(8) {
            0 => self.parent.push((spec.id(), tape.below(4), false)),
            1 => drop(self.parent.pop()),
            2 => self.child.push((spec.id(), tape.below(4))),
            3 => drop(self.child.pop()),
            4 | 5 => self.turn(),
            // Whether the child's is its own as well depends on what came first.
            6 if !self.turned => self.check = (self.check + 1) % 3,
            6 => {}
            _ => self.grandchild = !self.grandchild,
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        let (name, id) = (self.head.quoted(), self.head.id);
        let check = match self.check {
            0 => "",
            1 => CHECK,
            _ => ", CONSTRAINT sane CHECK (id > 0) NO INHERIT",
        };
        let parent = columns(self.parent.iter().map(|(id, ty, _)| (*id, *ty)));
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
        out.line(Phase::Tables, format!("CREATE TABLE heir{id} ({}){inherits}", self.own()));
        if self.grandchild {
            out.line(Phase::Tables, format!("CREATE TABLE late{id} (own integer) INHERITS (heir{id})"));
        }
        self.head.comment(out, &format!("TABLE {name}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
