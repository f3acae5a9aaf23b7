//! `CREATE STATISTICS`.

use std::fmt::{self, Formatter};

use crate::model::Statistics;

pub(super) fn create(_f: &mut Formatter<'_>, _new: &Statistics) -> fmt::Result {
    Ok(())
}
