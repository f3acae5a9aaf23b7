//! `CREATE TYPE .. AS (..)`.

use std::fmt::{self, Formatter};

use crate::model::Composite;

pub(super) fn create(_f: &mut Formatter<'_>, _new: &Composite) -> fmt::Result {
    Ok(())
}
