//! `CREATE STATISTICS`.

use std::fmt::{self, Display, Formatter};

use super::expr::Element;
use super::quote::{Commas, Ident, Name};
use crate::model::{IndexKey, QName, Statistics};

/// How many kinds there are; all of them go without saying.
const KINDS: usize = 3;

pub(super) fn create(f: &mut Formatter<'_>, new: &Statistics) -> fmt::Result {
    let Statistics { name, table, kinds, keys, target: _, comment: _ } = new;
    write!(f, "CREATE STATISTICS {}", Name(name))?;
    if !kinds.is_empty() && kinds.len() < KINDS {
        write!(f, " ({})", Commas(kinds.iter()))?;
    }
    write!(f, " ON {} FROM {}", Commas(keys.iter().map(Key)), Name(table))
}

#[derive(Clone)]
struct Key<'a>(&'a IndexKey);

impl Display for Key<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            IndexKey::Column(name) => Ident(name).fmt(f),
            IndexKey::Expr(expr) => Element(expr).fmt(f),
        }
    }
}

/// `ALTER STATISTICS .. SET STATISTICS`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetTarget {
    /// The statistics object.
    pub name: QName,
    /// The target; `None` is the server's own.
    pub target: Option<i32>,
}

impl Display for SetTarget {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "ALTER STATISTICS {} SET STATISTICS {}", Name(&self.name), self.target.unwrap_or(-1))
    }
}
