//! What the model keeps as it was written.

use std::fmt::{self, Formatter};

use crate::model::Opaque;

pub(super) fn create(_f: &mut Formatter<'_>, _new: &Opaque) -> fmt::Result {
    Ok(())
}
