//! `CREATE TEXT SEARCH ..`.

use std::fmt::{self, Formatter};

use crate::model::TextSearch;

pub(super) fn create(_f: &mut Formatter<'_>, _new: &TextSearch) -> fmt::Result {
    Ok(())
}
