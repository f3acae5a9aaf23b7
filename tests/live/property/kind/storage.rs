//! How a table and its columns are stored: parameters, compression, targets, replica identity, clustering.

use super::{Head, Thing};
use crate::property::print::{Out, Phase, qualified, quote, readable};
use crate::property::spec::{Id, Spec, Ty};
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Storage {
    head: Head,
    table: Id,
    column: Id,
    what: usize,
    way: usize,
}

impl Thing for Storage {
    const RENAMED: bool = false;

    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let (table, column) = spec.some_column(tape)?;
        let head = Head::new(spec, tape, "storage");
        Some(Self { head, table, column, what: tape.below(6), way: tape.below(2) })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(2) {
            0 => self.what = tape.below(6),
            _ => self.way = 1 - self.way,
        }
    }

    fn print(&self, spec: &Spec, out: &mut Out) {
        let Some(table) = spec.table(self.table) else { return };
        let Some(column) = readable(spec, table, self.column) else { return };
        let (on, name, way) = (qualified(table), quote(&column.name), self.way);
        let text = matches!(column.ty, Ty::Text | Ty::Varchar(_));
        let what = match self.what {
            0 => format!("SET (fillfactor = {})", [70, 80][way]),
            1 => format!("ALTER COLUMN {name} SET STATISTICS {}", [50, 200][way]),
            2 if text => format!("ALTER COLUMN {name} SET STORAGE {}", ["EXTERNAL", "MAIN"][way]),
            3 if text => "ALTER COLUMN ".to_owned() + &name + " SET COMPRESSION pglz",
            4 => format!("REPLICA IDENTITY {}", ["FULL", "NOTHING"][way]),
            5 => format!("ALTER COLUMN {name} SET (n_distinct = {})", ["-0.5", "100"][way]),
            _ => return,
        };
        if out.claim(format!("{on} {} {}", self.what, if [1, 2, 3, 5].contains(&self.what) { &name } else { "" })) {
            out.line(Phase::Attached, format!("ALTER TABLE {on} {what}"));
        }
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
