//! Default privileges.

use super::{Head, Thing};
use crate::property::print::{Out, Phase};
use crate::property::spec::Spec;
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Defaults {
    head: Head,
    app: bool,
    what: usize,
    option: bool,
}

impl Thing for Defaults {
    const RENAMED: bool = false;

    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "defaults");
        Some(Self { head, app: tape.one_in(2), what: tape.below(5), option: tape.one_in(3) })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(3) {
            0 => self.app = !self.app,
            1 => self.what = (self.what + 1) % 5,
            _ => self.option = !self.option,
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        let within = if self.app { " IN SCHEMA app" } else { "" };
        let option = if self.option { " WITH GRANT OPTION" } else { "" };
        let what = [
            "GRANT SELECT, INSERT ON TABLES TO tw_writer",
            "GRANT USAGE ON SEQUENCES TO tw_writer",
            "GRANT EXECUTE ON FUNCTIONS TO tw_reader",
            "GRANT USAGE ON TYPES TO tw_reader",
            "GRANT SELECT ON TABLES TO tw_reader",
        ][self.what];
        out.once(Phase::Access, format!("ALTER DEFAULT PRIVILEGES{within} {what}{option}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
