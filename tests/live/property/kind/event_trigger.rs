//! Event triggers.

use super::{Head, Thing};
use crate::property::print::{Out, Phase};
use crate::property::spec::Spec;
use crate::property::tape::Tape;

#[derive(Clone, Debug)]
pub(crate) struct EventTrigger {
    head: Head,
    event: usize,
    tags: bool,
    enabled: usize,
}

impl Thing for EventTrigger {
    fn make(spec: &mut Spec, tape: &mut Tape) -> Option<Self> {
        let head = Head::new(spec, tape, "event");
        Some(Self { head, event: tape.below(3), tags: tape.one_in(2), enabled: tape.below(4) })
    }

    fn change(&mut self, _: &mut Spec, tape: &mut Tape) {
        match tape.below(3) {
            0 => self.event = (self.event + 1) % 3,
            1 => self.tags = !self.tags,
            _ => self.enabled = (self.enabled + 1) % 4,
        }
    }

    fn print(&self, _: &Spec, out: &mut Out) {
        out.once(
            Phase::Functions,
            "CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NULL; END $$".to_owned(),
        );
        let name = self.head.quoted();
        let event = ["ddl_command_start", "ddl_command_end", "sql_drop"][self.event];
        let tags = if self.tags { " WHEN TAG IN ('DROP TABLE', 'ALTER TABLE')" } else { "" };
        out.line(
            Phase::Access,
            format!(
                "{}CREATE EVENT TRIGGER {name} ON {event}{tags} EXECUTE FUNCTION watch()",
                self.head.renamed()
            ),
        );
        let state = ["", "DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS"][self.enabled];
        if !state.is_empty() {
            out.line(Phase::Access, format!("ALTER EVENT TRIGGER {name} {state}"));
        }
        self.head.comment(out, &format!("EVENT TRIGGER {name}"));
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }
}
