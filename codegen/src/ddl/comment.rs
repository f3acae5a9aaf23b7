//! `COMMENT ON`.

use std::fmt::{self, Display, Formatter};

use super::quote::Literal;
use super::target::Target;

/// `COMMENT ON .. IS ..`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What it is about.
    pub on: Target,
    /// The text; `None` takes the comment away.
    pub text: Option<String>,
}

impl Display for Comment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "COMMENT ON {} IS ", self.on)?;
        match &self.text {
            Some(text) => Literal(text).fmt(f),
            None => f.write_str("NULL"),
        }
    }
}
