//! `CREATE RULE`.

use std::fmt::{self, Formatter};

use crate::model::Rule;

pub(super) fn create(_f: &mut Formatter<'_>, _new: &Rule) -> fmt::Result {
    Ok(())
}
