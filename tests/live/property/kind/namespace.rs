//! More namespaces, each with a table, a type and a view in it.

use super::{Head, Thing};
use crate::property::print::{Out, Phase};
use crate::property::spec::Spec;
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Namespace {
    head: Head,
    table: usize,
    view: bool,
    typed: bool,
}

impl Thing for Namespace {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "space");
        Some(Self { head, table: tape.below(3), view: tape.one_in(2), typed: tape.one_in(2) })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(3) {
            0 => self.table = (self.table + 1) % 3,
            1 => self.view = !self.view,
            _ => self.typed = !self.typed,
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        let name = self.head.quoted();
        out.line(Phase::Namespaces, format!("{}CREATE SCHEMA {name}", self.head.renamed()));
        let mut mood = "text".to_owned();
        if self.typed {
            out.line(Phase::Types, format!("CREATE TYPE {name}.feeling AS ENUM ('fine', 'bad')"));
            mood = format!("{name}.feeling");
        }
        if self.table > 0 {
            let more = ["", "", ", more integer DEFAULT 3"][self.table];
            out.line(
                Phase::Tables,
                format!("CREATE TABLE {name}.thing (id serial PRIMARY KEY, mood {mood} DEFAULT 'fine'{more})"),
            );
            out.line(Phase::Attached, format!("CREATE INDEX ON {name}.thing (mood)"));
            if self.view {
                out.line(
                    Phase::Views,
                    format!("CREATE VIEW {name}.fine AS SELECT id FROM {name}.thing WHERE mood = 'fine'"),
                );
            }
        }
        self.head.comment(out, &format!("SCHEMA {name}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
