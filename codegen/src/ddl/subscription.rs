//! `CREATE SUBSCRIPTION`.

use std::fmt::{self, Formatter};

use crate::model::Subscription;

pub(super) fn create(_f: &mut Formatter<'_>, _new: &Subscription) -> fmt::Result {
    Ok(())
}
