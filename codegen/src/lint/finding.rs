//! What a lint has found.

use serde::ser::SerializeStruct;

use super::registry::{LINTS, Lint, Severity};
use crate::model::ObjectId;
use crate::report::{Code, Diagnostic, Place};

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The lint.
    pub lint: &'static Lint,
    /// What is found, in a line.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// What it is about, the smallest first: an `@allow` at any of them lets it pass.
    pub objects: Vec<ObjectId>,
    /// Where that is described.
    pub place: Option<Place>,
}

impl Finding {
    /// As the report that points into the source.
    pub fn diagnostic(&self) -> Diagnostic {
        let at = LINTS.iter().position(|lint| lint.code == self.lint.code);
        let at = at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX);
        let code = match self.lint.severity {
            Severity::Warning => Code::Warning(at),
            Severity::Advice => Code::Advice(at),
        };
        let diagnostic = Diagnostic::new(code, self.message.clone()).help(self.help.clone());
        match &self.place {
            Some(place) => diagnostic.at(place.clone(), ""),
            None => diagnostic,
        }
    }
}

/// `{code, severity, message, help, object, kind, file, line, column}`; the last three are `null` where no source
/// describes it.
impl serde::Serialize for Finding {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let at = self.place.as_ref().map(|place| place.source.line_column(place.span.start));
        let object = self.objects.first();
        let mut fields = to.serialize_struct("Finding", 9)?;
        fields.serialize_field("code", self.lint.code)?;
        fields.serialize_field("severity", self.lint.severity.word())?;
        fields.serialize_field("message", &self.message)?;
        fields.serialize_field("help", &self.help)?;
        fields.serialize_field("object", &object.map(ToString::to_string))?;
        fields.serialize_field("kind", &object.map(ObjectId::kind))?;
        fields.serialize_field("file", &self.place.as_ref().map(|place| place.source.name.as_str()))?;
        fields.serialize_field("line", &at.map(|(line, _)| line))?;
        fields.serialize_field("column", &at.map(|(_, column)| column))?;
        fields.end()
    }
}

/// In the order of the sources, then of the codes.
pub(super) fn sorted(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by_cached_key(|finding| {
        let place = finding.place.as_ref();
        (
            place.map(|place| (place.source.name.clone(), place.span.start)),
            finding.lint.code,
            finding.message.clone(),
        )
    });
    found
}
