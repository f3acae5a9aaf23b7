//! `CREATE COLLATION`.

use std::fmt::{self, Formatter};

use crate::model::Collation;

pub(super) fn create(_f: &mut Formatter<'_>, _new: &Collation) -> fmt::Result {
    Ok(())
}
