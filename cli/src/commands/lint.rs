//! `tablewright lint`

use std::path::Path;

use serde_json::json;
use tablewright_codegen::lint::{self, Finding, Severity};
use tablewright_codegen::migrations;
use tablewright_codegen::report::{Errors, render};

use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{output, project, source};

const EXAMPLES: &str = "Examples:
  tablewright lint
  tablewright lint schema.sql                 a file, a folder of migrations or a postgres:// URL
  tablewright lint migrations                 with [zero]: also what Zero would not notice of them
  tablewright lint --deny warnings            in CI: end with 1 on any warning
  tablewright lint --deny TW001 --deny TW061
  tablewright explain-lint TW001              why, and what to write instead

What is meant is allowed in place, above the object or at the end of a column's line:
  -- @allow TW001: no country is ever deleted
or everywhere in tablewright.toml:
  [lint]
  allow = [\"TW010\"]

Findings alone are no failure: it ends with 0, and with 1 where one of them is denied or an `@allow` finds nothing.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Lint {
    /// What to look at [default: what tablewright.toml describes]
    #[arg(value_name = "SRC", default_value = "schema", hide_default_value = true)]
    source: String,
    /// End with 1 when this is found: a code, `warnings`, or `all`
    #[arg(long, value_name = "CODE")]
    deny: Vec<String>,
}

impl Lint {
    pub(crate) async fn run(self, global: &Global) -> Result {
        self.deny.iter().try_for_each(|what| known(what))?;
        let source = source::read(&self.source, global).await?;
        let config = match self.source.as_str() {
            "schema" => Some(project::config(global)?),
            // A file can be looked at in any folder; the configuration only adds what is allowed, and the version.
            _ => project::config(global).ok(),
        };
        let target = config.as_ref().map_or(16, |config| config.database.target);
        let publication = config.as_ref().and_then(|config| config.zero.publication.clone());
        let allowed = config.map(|config| config.lint.allow).unwrap_or_default();
        let mut found = lint::lint(&source.described, target, &allowed)?;
        if let Some(publication) = publication {
            found.extend(migrations(Path::new(&self.source), &publication, &allowed)?);
        }
        let denied = found.iter().filter(|finding| self.is_denied(finding)).count();
        match global.format {
            Format::Json => output::json(&json!({ "findings": found, "denied": denied }))?,
            Format::Text => output::result(&text(&found))?,
        }
        match (found.len(), denied) {
            (0, _) => output::done("good:", "no lint finds anything"),
            (_, 0) => {}
            (_, 1) => return Err(Failure::new("1 finding is denied")),
            (_, denied) => return Err(Failure::new(format!("{denied} findings are denied"))),
        }
        Ok(())
    }

    fn is_denied(&self, finding: &Finding) -> bool {
        let lint = finding.lint;
        self.deny.iter().any(|what| match what.as_str() {
            "all" => true,
            "warnings" => lint.severity == Severity::Warning,
            code => lint.code.eq_ignore_ascii_case(code),
        })
    }
}

/// What Zero would not notice of the migrations of a folder; none of what is no folder.
fn migrations(dir: &Path, publication: &str, allowed: &[String]) -> Result<Vec<Finding>> {
    if !dir.is_dir() {
        return Ok(Vec::new());
    }
    let files = migrations::list(dir)?;
    let mut found = Vec::new();
    for at in 0..files.len() {
        found.extend(migrations::unnoticed_in(&files, at, publication)?);
    }
    found.retain(|finding| !allowed.iter().any(|code| code == finding.lint.code));
    Ok(found)
}

/// Whether something can be denied.
fn known(what: &str) -> Result {
    match what {
        "all" | "warnings" => Ok(()),
        code if lint::find(code).is_some() => Ok(()),
        code => Err(unknown(code)),
    }
}

/// That there is no such lint.
pub(super) fn unknown(code: &str) -> Failure {
    Failure::with_help(format!("there is no lint `{code}`"), "`tablewright explain-lint` lists all")
}

/// The findings with their places, on stdout: they are the result.
fn text(found: &[Finding]) -> String {
    let mut findings = Errors::new();
    found.iter().for_each(|finding| findings.push(finding.diagnostic()));
    let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    render(&findings, color)
}
