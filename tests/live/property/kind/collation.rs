//! Collations, and a table whose column is sorted by one.

use super::{Head, Thing};
use crate::property::print::{Out, Phase};
use crate::property::spec::Spec;
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Collation {
    head: Head,
    way: usize,
    used: bool,
}

impl Thing for Collation {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        Some(Self { head: Head::new(spec, tape, "coll"), way: tape.below(3), used: tape.one_in(2) })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(2) {
            0 => self.way = (self.way + 1) % 3,
            _ => self.used = !self.used,
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        let options = [
            "provider = libc, locale = 'C'",
            "provider = builtin, locale = 'C.UTF-8'",
            "provider = libc, locale = 'POSIX'",
        ][self.way];
        let name = self.head.quoted();
        out.line(Phase::Types, format!("{}CREATE COLLATION {name} ({options})", self.head.renamed()));
        let collate = if self.used { format!(" COLLATE {name}") } else { String::new() };
        out.line(
            Phase::Tables,
            format!("CREATE TABLE sorted{} (id integer PRIMARY KEY, word text{collate})", self.head.id),
        );
        self.head.comment(out, &format!("COLLATION {name}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
