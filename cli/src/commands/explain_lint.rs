//! `tablewright explain-lint`

use serde_json::{Value, json};
use tablewright_codegen::lint::{LINTS, Lint, find};

use super::lint::unknown;
use crate::cli::{Format, Global};
use crate::failure::Result;
use crate::output;

const EXAMPLES: &str = "Examples:
  tablewright explain-lint            every lint in a line
  tablewright explain-lint TW012      why, and what to write instead";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ExplainLint {
    /// The lint; without it all are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

impl ExplainLint {
    pub(crate) fn run(self, global: &Global) -> Result {
        let Some(code) = self.code else { return list(global) };
        let lint = find(&code).ok_or_else(|| unknown(&code))?;
        match global.format {
            Format::Json => output::json(&value(lint)),
            Format::Text => output::result(lint.page),
        }
    }
}

fn list(global: &Global) -> Result {
    if let Format::Json = global.format {
        return output::json(&LINTS.iter().copied().map(value).collect::<Vec<_>>());
    }
    let lines =
        LINTS.iter().map(|lint| format!("{}  {:7}  {}\n", lint.code, lint.severity.word(), lint.title));
    output::result(&lines.collect::<String>())
}

fn value(lint: &Lint) -> Value {
    json!({ "code": lint.code, "severity": lint.severity.word(), "title": lint.title, "page": lint.page })
}
