//! `CREATE CAST`.

use std::fmt::{self, Formatter};

use crate::model::Cast;

pub(super) fn create(_f: &mut Formatter<'_>, _new: &Cast) -> fmt::Result {
    Ok(())
}
