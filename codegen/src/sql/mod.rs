//! Front end 1: SQL text to the model. To be written.

use std::sync::Arc;

use crate::load::Described;
use crate::model::{Audience, Expr};
use crate::report::{Errors, Source};

/// Folds SQL statements into a schema: a `schema.sql`, or the files of a migrations folder one after the other.
#[derive(Default)]
pub struct Reader {}

impl Reader {
    /// Starts from an empty database.
    pub fn new() -> Self {
        Self::default()
    }

    /// Folds one text. Mistakes are kept until [`finish`](Self::finish).
    pub fn read(&mut self, _source: &Arc<Source>, _audience: Audience) {}

    /// What all texts describe.
    ///
    /// # Errors
    /// Every mistake in every text.
    pub fn finish(self) -> Result<Described, Errors> {
        Ok(Described::default())
    }
}

/// An expression or query from its text.
pub fn expr(text: &str) -> Expr {
    Expr { text: text.trim().to_owned(), canonical: text.trim().to_owned() }
}

/// A name used in an expression: `a.id`, `lower(..)`, `public.slugify(..)`, `todo_status` after `::`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Used {
    /// The parts between dots, folded.
    pub parts: Vec<String>,
    /// Whether a parenthesis follows: a function, or a type with modifiers.
    pub call: bool,
}

/// Every name in an expression, including words inside string literals before `::regclass` (`nextval('a_seq'::regclass)`).
/// An over-approximation: keywords may be among them; whoever asks compares them with names that exist.
pub fn names(_expr: &Expr) -> Vec<Used> {
    Vec::new()
}

/// The expression with every use of a name replaced: `from` matches the trailing parts (`["title"]` matches `title` and
/// `t.title`, not `title(..)`; `["public", "todo"]` matches exactly that).
pub fn rename(expr: &Expr, _from: &[&str], _to: &str) -> Expr {
    expr.clone()
}
