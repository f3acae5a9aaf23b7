//! An expression or query as its author wrote it, comparable by what it says.

use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

/// An SQL expression or query.
///
/// `text` is what the author wrote and what is printed again. `canonical` is the same token sequence with white
/// space, comments, the case of unquoted words and parentheses that cannot matter folded away; equality, order and
/// hash look at it alone. The folding is lossless: two expressions with one canonical form mean the same.
/// Made by `sql::expr`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Expr {
    /// The author's text, without surrounding white space.
    pub text: String,
    /// The folded form, used for comparison and for finding the names in it.
    pub canonical: String,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }
}

impl Eq for Expr {}

impl PartialOrd for Expr {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Expr {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.canonical.cmp(&other.canonical)
    }
}

impl Hash for Expr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.canonical.hash(state);
    }
}
