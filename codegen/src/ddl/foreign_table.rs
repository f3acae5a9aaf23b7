//! `OPTIONS` of foreign tables and of their columns.

use std::fmt::{self, Display, Formatter};

use super::quote::{Ident, Literal};
use crate::model::{SECRET, is_secret};

/// `name 'value', ..`.
pub(super) struct ForeignOptions<'a>(pub(super) &'a [(String, String)]);

impl Display for ForeignOptions<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (i, (name, value)) in self.0.iter().enumerate() {
            write!(f, "{}{}", if i > 0 { ", " } else { "" }, ForeignOption(name, value))?;
        }
        Ok(())
    }
}

/// `name 'value'`; of a secret nothing is known.
struct ForeignOption<'a>(&'a str, &'a str);

impl Display for ForeignOption<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(name, value) = self;
        if is_secret(name) {
            return write!(f, "{} {SECRET}", Ident(name));
        }
        write!(f, "{} {}", Ident(name), Literal(value))
    }
}

/// `DROP name, SET name 'value', ADD name 'value'`: from some options to others.
pub(super) struct ChangedOptions<'a> {
    pub(super) from: &'a [(String, String)],
    pub(super) to: &'a [(String, String)],
}

impl Display for ChangedOptions<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        let find =
            |list: &[(String, String)], name: &str| list.iter().find(|(known, _)| known == name).cloned();
        let gone = from.iter().filter(|(name, _)| find(to, name).is_none());
        let mut parts: Vec<String> = gone.map(|(name, _)| format!("DROP {}", Ident(name))).collect();
        for (name, value) in to.iter() {
            match find(from, name) {
                None => parts.push(format!("ADD {}", ForeignOption(name, value))),
                Some((_, before)) if before != *value => {
                    parts.push(format!("SET {}", ForeignOption(name, value)));
                }
                Some(_) => {}
            }
        }
        f.write_str(&parts.join(", "))
    }
}
