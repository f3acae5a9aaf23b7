//! A foreign-data wrapper with a server, a foreign table and a user mapping.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, quote};
use crate::property::spec::Spec;
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Foreign {
    head: Head,
    /// Options of the wrapper, the server, the table and its column.
    options: [usize; 4],
    version: usize,
    columns: usize,
    mapping: usize,
    table: bool,
}

impl Thing for Foreign {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        Some(Self {
            head: Head::new(spec, tape, "remote"),
            options: [tape.below(3), tape.below(3), tape.below(3), tape.below(3)],
            version: tape.below(3),
            columns: tape.below(3),
            mapping: tape.below(3),
            table: tape.below(3) > 0,
        })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(5) {
            0 => {
                let at = tape.below(4);
                self.options[at] = (self.options[at] + 1 + tape.below(2)) % 3;
            }
            1 => self.version = (self.version + 1) % 3,
            2 => self.columns = (self.columns + 1 + tape.below(2)) % 3,
            3 => self.mapping = (self.mapping + 1) % 3,
            _ => self.table = !self.table,
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        let options = |at: usize| ["", " OPTIONS (a '1')", " OPTIONS (a '2', b 'x')"][self.options[at]];
        let name = self.head.quoted();
        let wrapper = quote(&format!("wrap{}", self.head.id));
        out.line(Phase::Types, format!("CREATE FOREIGN DATA WRAPPER {wrapper}{}", options(0)));
        let version = ["", " VERSION '1'", " VERSION '2'"][self.version];
        out.line(
            Phase::Types,
            format!(
                "{}CREATE SERVER {name}{version} FOREIGN DATA WRAPPER {wrapper}{}",
                self.head.renamed(),
                options(1)
            ),
        );
        let mapping = ["", " OPTIONS (role 'a')", " OPTIONS (role 'b')"][self.mapping];
        out.line(Phase::Access, format!("CREATE USER MAPPING FOR tw_reader SERVER {name}{mapping}"));
        self.head.comment(out, &format!("SERVER {name}"));
        if self.table {
            let more = ["", ", note text NOT NULL", ", note text DEFAULT 'x', CHECK (note <> '')"][self.columns];
            out.line(
                Phase::Tables,
                format!(
                    "CREATE FOREIGN TABLE far{} (id integer{}{more}) SERVER {name}{}",
                    self.head.id,
                    options(3),
                    options(2)
                ),
            );
        }
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
