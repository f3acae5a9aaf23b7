//! Range types, and a table with columns of one.

use super::{Head, Thing};
use crate::property::print::{Out, Phase};
use crate::property::spec::Spec;
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Range {
    head: Head,
    subtype: usize,
    options: usize,
    used: usize,
}

impl Thing for Range {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "span");
        Some(Self { head, subtype: tape.below(3), options: tape.below(3), used: tape.below(4) })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(3) {
            0 => self.subtype = (self.subtype + 1) % 3,
            1 => self.options = (self.options + 1) % 3,
            _ => self.used = (self.used + 1) % 4,
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        let name = self.head.quoted();
        let (subtype, option) = [
            ("integer", ", subtype_diff = int4mi_wide"),
            ("double precision", ", subtype_diff = float8mi"),
            ("text", ", collation = \"C\""),
        ][self.subtype];
        let option = match (self.options, option) {
            (0, _) | (1, ", subtype_diff = int4mi_wide") => String::new(),
            (1, option) => option.to_owned(),
            (_, _) => format!(", multirange_type_name = many{}", self.head.id),
        };
        out.line(
            Phase::Types,
            format!("{}CREATE TYPE {name} AS RANGE (subtype = {subtype}{option})", self.head.renamed()),
        );
        let columns = match self.used {
            0 => return self.head.comment(out, &format!("TYPE {name}")),
            1 => format!("it {name}"),
            2 => format!("it {name}, many {name}[]"),
            _ => format!("it {name}, EXCLUDE USING gist (it WITH &&)"),
        };
        out.line(
            Phase::Tables,
            format!("CREATE TABLE spanned{} (id integer PRIMARY KEY, {columns})", self.head.id),
        );
        self.head.comment(out, &format!("TYPE {name}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
