//! `CREATE OPERATOR`, families and classes.

use std::fmt::{self, Formatter};

use crate::model::{Operator, OperatorClass, OperatorFamily};

pub(super) fn create(_f: &mut Formatter<'_>, _new: &Operator) -> fmt::Result {
    Ok(())
}

pub(super) fn create_family(_f: &mut Formatter<'_>, _new: &OperatorFamily) -> fmt::Result {
    Ok(())
}

pub(super) fn create_class(_f: &mut Formatter<'_>, _new: &OperatorClass) -> fmt::Result {
    Ok(())
}
