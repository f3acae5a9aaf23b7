//! `CREATE COLLATION`.

use std::fmt::{self, Formatter};

use super::quote::{Literal, Name};
use crate::model::Collation;

pub(super) fn create(f: &mut Formatter<'_>, new: &Collation) -> fmt::Result {
    let Collation { name, provider, collate, ctype, deterministic, rules, comment: _ } = new;
    write!(f, "CREATE COLLATION {} (PROVIDER = {provider}", Name(name))?;
    match collate == ctype {
        true => write!(f, ", LOCALE = {}", Literal(collate))?,
        false => write!(f, ", LC_COLLATE = {}, LC_CTYPE = {}", Literal(collate), Literal(ctype))?,
    }
    if !*deterministic {
        f.write_str(", DETERMINISTIC = false")?;
    }
    if let Some(rules) = rules {
        write!(f, ", RULES = {}", Literal(rules))?;
    }
    f.write_str(")")
}
