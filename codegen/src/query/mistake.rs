//! What is wrong with a statement, and where.

/// A part of the statement's text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Span {
    /// From the start of one to the end of another.
    pub(crate) fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end.max(self.end) }
    }
}

/// A mistake in a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where it is.
    pub span: Span,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// What a step of the check gives.
pub(crate) type Result<T> = std::result::Result<T, Mistake>;

impl Mistake {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None }
    }

    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The message with the line of SQL and carets under the place. `text` is what the author wrote, in which the place is
    /// `span`: it differs from the statement where values are bound.
    pub fn render(&self, text: &str, span: Span) -> String {
        let start = floor(text, span.start);
        let end = floor(text, span.end.max(start));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line = text[line_start..line_end].trim_end();
        let indent = line.len() - line.trim_start().len();
        let before = text[line_start..start].chars().count().saturating_sub(indent);
        let carets = text[start..end.min(line_end)].chars().count().max(1);
        let mut out = format!(
            "{}\n\n    {}\n    {}{}",
            self.message,
            line.trim_start(),
            " ".repeat(before),
            "^".repeat(carets)
        );
        if let Some(help) = &self.help {
            out.push_str("\n\nhelp: ");
            out.push_str(help);
        }
        out
    }
}

/// The character's start at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
