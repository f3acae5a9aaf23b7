//! `CREATE FOREIGN DATA WRAPPER`, `CREATE SERVER`, `CREATE USER MAPPING`.

use std::fmt::{self, Formatter};

use crate::model::{ForeignDataWrapper, Server, UserMapping};

pub(super) fn create_wrapper(_f: &mut Formatter<'_>, _new: &ForeignDataWrapper) -> fmt::Result {
    Ok(())
}

pub(super) fn create_server(_f: &mut Formatter<'_>, _new: &Server) -> fmt::Result {
    Ok(())
}

pub(super) fn create_mapping(_f: &mut Formatter<'_>, _new: &UserMapping) -> fmt::Result {
    Ok(())
}
