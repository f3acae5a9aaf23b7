//! Operators, by a function of ours.

use super::{Head, Thing};
use crate::property::print::{Out, Phase};
use crate::property::spec::Spec;
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct Operator {
    head: Head,
    sign: usize,
    commutes: bool,
    estimated: usize,
}

impl Thing for Operator {
    const RENAMED: bool = false;

    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "op");
        Some(Self { head, sign: tape.below(2), commutes: tape.one_in(2), estimated: tape.below(3) })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(2) {
            0 => self.commutes = !self.commutes,
            _ => self.estimated = (self.estimated + 1) % 3,
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        let sign = ["===", "@@@"][self.sign];
        if !out.claim(format!("operator {sign}")) {
            return;
        }
        let function = ["alike", "seen"][self.sign];
        out.once(
            Phase::Functions,
            format!(
                "CREATE FUNCTION {function}(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT a = b $$"
            ),
        );
        let commutes = if self.commutes { format!(", COMMUTATOR = {sign}") } else { String::new() };
        let estimated = ["", ", RESTRICT = eqsel", ", RESTRICT = eqsel, JOIN = eqjoinsel"][self.estimated];
        out.line(
            Phase::Tables,
            format!(
                "CREATE OPERATOR {sign} (FUNCTION = {function}, LEFTARG = text, RIGHTARG = text{commutes}{estimated})"
            ),
        );
        self.head.comment(out, &format!("OPERATOR {sign} (text, text)"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
