//! Partitioned tables: by range, list and hash, with a default partition, nested ones, and tables that stand alone in one of
//! the two schemas.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, quote};
use crate::property::spec::{Id, Spec};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Partitioned {
    head: Head,
    scheme: usize,
    keyed: bool,
    columns: Vec<(Id, usize)>,
    indexed: usize,
    children: Vec<Child>,
    default: bool,
}

#[derive(Clone, Debug)]
struct Child {
    id: Id,
    slot: usize,
    detached: bool,
    nested: bool,
}

const TYPES: [&str; 3] = ["text", "integer DEFAULT 4", "boolean NOT NULL DEFAULT true"];

impl Partitioned {
    fn columns(&self) -> String {
        let more = self.columns.iter().map(|(id, ty)| format!(", c{id} {}", TYPES[*ty]));
        format!("id integer NOT NULL, place integer NOT NULL{}", more.collect::<String>())
    }

    fn bounds(&self, slot: usize) -> String {
        match self.scheme {
            0 => format!("FROM ({}) TO ({})", slot * 10, slot * 10 + 10),
            1 => format!("IN ({slot})"),
            _ => format!("WITH (MODULUS 4, REMAINDER {slot})"),
        }
    }

    fn child(&self, child: &Child, parent: &str, key: &str, out: &mut Out) {
        let name = format!("part{}", child.id);
        if child.detached {
            return out.line(Phase::Tables, format!("CREATE TABLE {name} ({}{key})", self.columns()));
        }
        let nested = if child.nested { " PARTITION BY HASH (id)" } else { "" };
        let values = self.bounds(child.slot);
        out.line(
            Phase::Tables,
            format!("CREATE TABLE {name} PARTITION OF {parent} FOR VALUES {values}{nested}"),
        );
        if child.nested {
            let rest = "FOR VALUES WITH (MODULUS 1, REMAINDER 0)";
            out.line(Phase::Tables, format!("CREATE TABLE {name}_all PARTITION OF {name} {rest}"));
        }
    }
}

impl Thing for Partitioned {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "split");
        let columns = (0..tape.below(3)).map(|_| (spec.id(), tape.below(3))).collect();
        let children = (0..tape.below(4)).map(|slot| Child {
            id: spec.id(),
            slot,
            detached: tape.one_in(4),
            nested: tape.one_in(4),
        });
        let children = children.collect();
        let (scheme, keyed) = (tape.below(3), tape.one_in(2));
        let indexed = tape.below(3);
        Some(Self {
            head,
            scheme,
            keyed,
            columns,
            indexed,
            children,
            default: tape.one_in(3),
        })
    }

    fn change(&mut self, spec: &mut Spec, tape: &mut Tape) {
        match tape.below(10) {
            0 => self.columns.push((spec.id(), tape.below(3))),
            1 => drop(self.columns.pop()),
            2 => self.indexed = (self.indexed + 1) % 3,
            3 => self.default = !self.default,
            4 if self.children.len() < 4 => {
                let used: Vec<usize> = self.children.iter().map(|c| c.slot).collect();
                let slot = (0..4).find(|slot| !used.contains(slot)).unwrap_or(0);
                let (detached, nested) = (tape.one_in(4), tape.one_in(4));
                self.children.push(Child { id: spec.id(), slot, detached, nested });
            }
            5 => drop(self.children.pop()),
            6 => self.keyed = !self.keyed,
            7 => {
                // Rows cannot be asked to be within other bounds: its partitions are others.
                self.scheme = (self.scheme + 1) % 3;
                self.children.iter_mut().for_each(|child| child.id = spec.id());
            }
            _ => {
                // One with partitions of its own would lose its rows: a table does not become partitioned.
                if let Some(child) = self.children.first_mut().filter(|child| !child.nested) {
                    child.detached = !child.detached;
                }
            }
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        let name = self.head.quoted();
        let key = if self.keyed { ", PRIMARY KEY (id, place)" } else { "" };
        let scheme = ["RANGE", "LIST", "HASH"][self.scheme];
        out.line(
            Phase::Tables,
            format!(
                "{}CREATE TABLE {name} ({}{key}) PARTITION BY {scheme} (place)",
                self.head.renamed(),
                self.columns()
            ),
        );
        self.children.iter().for_each(|child| self.child(child, &name, key, out));
        if self.default && self.scheme < 2 {
            let child = quote(&format!("{} rest", self.head.id));
            out.line(Phase::Tables, format!("CREATE TABLE {child} PARTITION OF {name} DEFAULT"));
        }
        match self.indexed {
            1 => out.line(Phase::Attached, format!("CREATE INDEX at{} ON {name} (place)", self.head.id)),
            2 => out.line(
                Phase::Attached,
                format!("CREATE UNIQUE INDEX at{} ON {name} (place, id) WHERE id > 5", self.head.id),
            ),
            _ => {}
        }
        self.head.comment(out, &format!("TABLE {name}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
