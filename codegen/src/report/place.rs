//! Where something stands in a source.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text that was read: a file, or text given on the command line.
#[derive(PartialEq, Eq)]
pub struct Source {
    /// What to call it in messages: the path as the user gave it.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A part of a [`Source`].
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// The text that it is in.
    pub source: Arc<Source>,
    /// Bytes from the start of the text; both ends on character boundaries.
    pub span: Range<usize>,
}

impl Source {
    /// A named text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into() })
    }

    /// Line and column of a byte offset, both from 1; columns count characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..offset.min(self.text.len())];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

impl Place {
    /// A part of a source.
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        Self { source: Arc::clone(source), span }
    }

    /// The text of the place.
    pub fn text(&self) -> &str {
        &self.source.text[self.span.clone()]
    }
}

/// `schema.sql:12:5`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.source.line_column(self.span.start);
        write!(f, "{}:{line}:{column}", self.source.name)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({}, {} bytes)", self.name, self.text.len())
    }
}
