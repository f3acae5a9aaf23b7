//! `CREATE TYPE .. AS RANGE`.

use std::fmt::{self, Formatter};

use crate::model::Range;

pub(super) fn create(_f: &mut Formatter<'_>, _new: &Range) -> fmt::Result {
    Ok(())
}
