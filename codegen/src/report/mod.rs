//! Diagnostics: what is wrong, where, and what to do about it.
//!
//! A stage pushes into an [`Errors`] and keeps going, so that one run reports every mistake; whoever called the
//! stages renders them, once.

mod answer;
mod code;
mod place;
mod render;
mod secret;

pub use crate::similar::similar;
pub use answer::Answer;
pub use code::Code;
pub use place::{Place, Source};
pub use render::render;

/// One mistake or remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule it comes from.
    pub code: Code,
    /// What is wrong, in the user's words, lower case, without a full stop.
    pub message: String,
    /// The smallest place that shows it, with what to say under the caret.
    pub label: Option<Label>,
    /// Other places that explain it, such as "first defined here".
    pub related: Vec<Label>,
    /// What to do about it. (A `Box<str>` keeps a `Result<_, Diagnostic>` small.)
    pub help: Option<Box<str>>,
    /// Where a decision is needed: what may be answered.
    pub answers: Vec<Answer>,
}

/// A place with a few words under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What to say there; may be empty.
    pub text: String,
}

impl Diagnostic {
    /// A diagnostic without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            label: None,
            related: Vec::new(),
            help: None,
            answers: Vec::new(),
        }
    }

    /// Points at a place, with a few words under the caret (may be empty).
    #[must_use]
    pub fn at(mut self, place: Place, text: impl Into<String>) -> Self {
        self.label = Some(Label { place, text: text.into() });
        self
    }

    /// Adds another place that explains it.
    #[must_use]
    pub fn with(mut self, place: Place, text: impl Into<String>) -> Self {
        self.related.push(Label { place, text: text.into() });
        self
    }

    /// Asks for a decision: what may be answered. Say the same in the help.
    #[must_use]
    pub fn answers(mut self, answers: impl IntoIterator<Item = Answer>) -> Self {
        self.answers.extend(answers);
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<Box<str>>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All mistakes of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "mistakes were collected here: end with `finish`"]
pub struct Errors {
    list: Vec<Diagnostic>,
}

impl Errors {
    /// No mistakes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a mistake.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all mistakes of another run.
    pub fn append(&mut self, other: Errors) {
        self.list.extend(other.list);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them, in the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// `Ok` when nothing was found.
    ///
    /// # Errors
    /// Itself, when there is a mistake in it.
    pub fn finish(self) -> Result<(), Errors> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl From<Diagnostic> for Errors {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { list: vec![diagnostic] }
    }
}
