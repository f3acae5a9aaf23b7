//! `tablewright zero doctor`

use anstyle::AnsiColor;
use serde_json::json;

use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::zero::doctor::{self, Found, Level, Subject};
use crate::{database, output, project, zero};

const EXAMPLES: &str = "Examples:
  tablewright zero doctor
  tablewright zero doctor --fix              mend what can be mended without losing anything
  tablewright zero doctor --all              show also what is well
  tablewright zero doctor --format json      {ok, errors, warnings, checks: [{check, level, what, why, mend, safe}]}

Connect as the role that zero-cache connects as: its rights are looked at. Ends with 1 where there is an error, with 0 on warnings.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Doctor {
    /// Run the statements that are safe: nothing is lost by them, and Zero notices
    #[arg(long)]
    fix: bool,
    /// Show also what is well
    #[arg(long)]
    all: bool,
    /// The app id of zero-cache
    #[arg(long, value_name = "ID", env = "ZERO_APP_ID", default_value = "zero", hide_env_values = true)]
    app: String,
}

impl Doctor {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let publication = zero::publication(&config)?.to_owned();
        let described = project::schema(&config)?;
        let url = database::url(global, &config)?;
        let (client, _) = database::connect(&url).await?;
        let subject = Subject {
            client: &client,
            url: &url,
            publication: &publication,
            app: &self.app,
            described: &described,
        };
        let mut found = doctor::examine(&subject).await?;
        if self.fix {
            let ran = doctor::fix(&client, &found).await?;
            for statement in &ran {
                output::done("ran", statement);
            }
            if !ran.is_empty() {
                found = doctor::examine(&subject).await?;
            }
        }
        let count = |level| found.iter().filter(|found| found.level == level).count();
        let (errors, warnings) = (count(Level::Error), count(Level::Warning));
        match global.format {
            Format::Json => output::json(
                &json!({ "ok": errors == 0, "errors": errors, "warnings": warnings, "checks": found }),
            )?,
            Format::Text => output::result(&self.text(&found))?,
        }
        if errors == 0 {
            let rest =
                if warnings == 0 { String::new() } else { format!(", with {}", many(warnings, "warning")) };
            output::done("good:", format!("{} looked at{rest}", many(found.len(), "thing")));
            return Ok(());
        }
        let fixable = found.iter().any(|found| found.safe && found.level == Level::Error) && !self.fix;
        let message = format!("the database is not fit for Zero: {}", many(errors, "error"));
        Err(match fixable {
            true => Failure::with_help(message, "`--fix` mends what can be mended without losing anything"),
            false => Failure::new(message),
        })
    }

    fn text(&self, found: &[Found]) -> String {
        found.iter().filter(|found| self.all || found.level != Level::Ok).map(paragraph).collect()
    }
}

fn many(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn paragraph(found: &Found) -> String {
    let (color, word) = match found.level {
        Level::Ok => (AnsiColor::Green, "ok"),
        Level::Warning => (AnsiColor::Yellow, "warning"),
        Level::Error => (AnsiColor::Red, "error"),
    };
    let color = color.on_default().bold();
    let mut text = format!("{color}{word}{color:#}[{}]: {}\n", found.check, found.what);
    if !found.why.is_empty() {
        text.push_str(&format!("  = why: {}\n", found.why));
    }
    for (at, line) in found.mend.iter().enumerate() {
        let label = match (at, found.safe) {
            (0, true) => "mend (--fix)",
            (0, false) => "mend",
            (_, _) => "and",
        };
        text.push_str(&format!("  = {label}: {line}\n"));
    }
    text
}
