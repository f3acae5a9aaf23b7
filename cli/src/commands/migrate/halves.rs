//! `tablewright migrate build --expand-contract`: the next migration as two.

use std::path::PathBuf;
use std::time::SystemTime;

use serde_json::{Map, Value, json};
use tablewright_codegen::config::Config;
use tablewright_codegen::files;
use tablewright_codegen::migrations::{self, Language};
use tablewright_codegen::plan::{self, Split};

use super::build::Draft;
use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{costs, output};

/// Two migrations that are not written yet.
pub(super) struct Halves {
    split: Split,
    subject: String,
}

impl Halves {
    /// Splits a migration; `None` where nothing of it breaks running code, so that one is enough.
    pub(super) fn of(draft: &Draft) -> Result<Option<Self>> {
        let Some(split) = plan::split(&draft.old, &draft.new, &draft.options)? else {
            output::say("nothing of it breaks running code: one migration is enough");
            if draft.options.zero.is_some() {
                output::say(
                    "with Zero: apply it, wait until zero-cache has copied what is new, deploy the API, and then the clients",
                );
            }
            return Ok(None);
        };
        if split.contract.is_empty() {
            let reasons: Vec<String> = split.whole().map(|what| format!("\n  {what}")).collect();
            return Err(Failure::with_help(
                format!("nothing of this change can be split:{}", reasons.concat()),
                "build it without `--expand-contract`, and apply it while no code is running that it breaks",
            ));
        }
        for what in split.whole() {
            output::warn(format!("not split, so it breaks running code at once: {what}"));
        }
        Ok(Some(Self { split, subject: draft.subject.clone() }))
    }

    /// Writes or prints both.
    pub(super) fn finish(self, config: &Config, global: &Global, dry_run: bool) -> Result {
        let (expand, contract) = (self.split.expand_sql(), self.split.contract_sql());
        let (mut first, mut second) = (None, None);
        if !dry_run {
            if !expand.is_empty() {
                first = Some(write(config, &format!("{}_expand", self.subject), &expand)?);
            }
            second = Some(write(config, &format!("{}_contract", self.subject), &contract)?);
            output::say(match &first {
                Some(first) => format!(
                    "apply the second when no running code needs what it takes away; until then: `tablewright migrate apply --until {}`",
                    first.file_name().unwrap_or_default().to_string_lossy()
                ),
                None => "apply it when no running code needs what it takes away: until then keep it out of what is deployed"
                    .to_owned(),
            });
        }
        let shown = |path: &Option<PathBuf>| path.as_ref().map(|path| files::display(path));
        match global.format {
            Format::Json => {
                let mut value = half(&self.split, &expand, &shown(&first));
                let mut later = costs::json(&self.split.contract);
                later.insert("sql".to_owned(), json!(contract));
                later.insert("file".to_owned(), json!(shown(&second)));
                value.insert("contract".to_owned(), Value::Object(later));
                output::json(&value)
            }
            Format::Text if dry_run => output::result(&[expand, contract].join("\n")),
            Format::Text => {
                let lines: Vec<String> = [shown(&first), shown(&second)].into_iter().flatten().collect();
                output::result(&format!("{}\n", lines.join("\n")))
            }
        }
    }
}

/// The first half for programs.
fn half(split: &Split, sql: &str, file: &Option<String>) -> Map<String, Value> {
    let mut value = costs::json(&split.expand);
    value.insert("sql".to_owned(), if sql.is_empty() { Value::Null } else { json!(sql) });
    value.insert("statements".to_owned(), json!(split.expand_costs()));
    value.insert("file".to_owned(), json!(file));
    value.insert("not_split".to_owned(), json!(split.whole().collect::<Vec<_>>()));
    value
}

fn write(config: &Config, subject: &str, sql: &str) -> Result<PathBuf> {
    let path = migrations::write(&config.migrations.dir, subject, Language::Sql, sql, SystemTime::now())?;
    output::done("wrote", format!("{}: read it before you apply it", files::display(&path)));
    Ok(path)
}
