//! `CREATE CAST`.

use std::fmt::{self, Formatter};

use super::quote::Commas;
use super::range::BuiltinName;
use super::types::Ty;
use crate::model::{Cast, CastContext, CastMethod};

pub(super) fn create(f: &mut Formatter<'_>, new: &Cast) -> fmt::Result {
    let Cast { source, target, method, context, comment: _ } = new;
    write!(f, "CREATE CAST ({} AS {}) ", Ty(source), Ty(target))?;
    match method {
        CastMethod::Function(name, types) => {
            write!(f, "WITH FUNCTION {}({})", BuiltinName(name), Commas(types.iter().map(Ty)))?;
        }
        CastMethod::Binary => f.write_str("WITHOUT FUNCTION")?,
        CastMethod::InOut => f.write_str("WITH INOUT")?,
    }
    f.write_str(match context {
        CastContext::Explicit => "",
        CastContext::Assignment => " AS ASSIGNMENT",
        CastContext::Implicit => " AS IMPLICIT",
    })
}
