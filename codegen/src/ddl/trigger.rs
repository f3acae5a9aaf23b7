//! `CREATE TRIGGER` and `CREATE EVENT TRIGGER`.

use std::fmt::{self, Formatter};

use crate::model::{EventTrigger, Trigger};

pub(super) fn create(_f: &mut Formatter<'_>, _new: &Trigger) -> fmt::Result {
    Ok(())
}

pub(super) fn create_event(_f: &mut Formatter<'_>, _new: &EventTrigger) -> fmt::Result {
    Ok(())
}
