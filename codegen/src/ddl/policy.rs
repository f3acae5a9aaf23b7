//! `CREATE POLICY`.

use std::fmt::{self, Formatter};

use crate::model::Policy;

pub(super) fn create(_f: &mut Formatter<'_>, _new: &Policy) -> fmt::Result {
    Ok(())
}
