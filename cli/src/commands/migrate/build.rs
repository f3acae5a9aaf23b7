//! `tablewright migrate build`

use std::path::PathBuf;
use std::time::SystemTime;

use serde_json::json;
use tablewright_codegen::config::Config;
use tablewright_codegen::files;
use tablewright_codegen::load::Described;
use tablewright_codegen::migrations::{self, Language, replay};
use tablewright_codegen::model::Schema;
use tablewright_codegen::plan::{self, Options, Plan};

use super::prove;
use crate::ask::{self, Answers};
use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{costs, output, project, rename};

const EXAMPLES: &str = "Examples:
  tablewright migrate build
  tablewright migrate build --name add_priority
  tablewright migrate build --rename todo.title=todo.name
  tablewright migrate build --accept drop-table:todo
  tablewright migrate build --expand-contract   for a deploy during which old and new code run side by side

Reads files only; no database is needed. Where nothing changed, no file is written. Where a change loses data or may be a rename, \
it asks on a terminal, and otherwise ends with 2 and says which option to add.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Build {
    #[command(flatten)]
    next: Next,
    /// Print the migration instead of writing it
    #[arg(long)]
    dry_run: bool,
    /// Split what breaks running code into two migrations: one for now, one for when no running code needs the old state
    #[arg(long)]
    expand_contract: bool,
    /// First run all migrations on a throwaway server with rows in every table, and compare what they did with what they say
    #[arg(long)]
    prove: bool,
}

/// What is said of the next migration; `migrate run` takes the same options.
#[derive(clap::Args)]
pub(super) struct Next {
    /// What the migration is about, for the file's name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Let this be destroyed, such as drop-table:todo
    #[arg(long, value_name = "CODE:OBJECT")]
    accept: Vec<String>,
    /// The object was renamed: old=new
    #[arg(long, value_name = "OLD=NEW")]
    rename: Vec<String>,
}

/// A migration that is not written yet.
pub(super) struct Draft {
    plan: Plan,
    pub(super) subject: String,
    pub(super) old: Schema,
    pub(super) new: Schema,
    pub(super) options: Options,
}

impl Build {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let draft = self.next.draft(&config)?;
        if self.prove {
            let text = draft.as_ref().map(|draft| draft.plan.to_sql()).unwrap_or_default();
            prove::prove(&config, &text, &project::schema(&config)?.schema).await?;
        }
        if self.expand_contract
            && let Some(draft) = &draft
            && let Some(halves) = super::halves::Halves::of(draft)?
        {
            return halves.finish(&config, global, self.dry_run);
        }
        let file = match &draft {
            Some(draft) if !self.dry_run => Some(files::display(&draft.write(&config)?)),
            Some(_) | None => None,
        };
        let plan = draft.map(|draft| draft.plan).unwrap_or_default();
        match (global.format, file) {
            (Format::Json, file) => {
                let mut value = costs::json(&plan);
                value.insert("file".to_owned(), json!(file));
                output::json(&value)
            }
            (Format::Text, Some(file)) => output::result(&format!("{file}\n")),
            (Format::Text, None) => output::result(&plan.to_sql()),
        }
    }
}

impl Draft {
    /// Writes it as the last file of the folder.
    pub(super) fn write(&self, config: &Config) -> Result<PathBuf> {
        let dir = &config.migrations.dir;
        let path =
            migrations::write(dir, &self.subject, Language::Sql, &self.plan.to_sql(), SystemTime::now())?;
        output::done("wrote", format!("{}: read it before you apply it", files::display(&path)));
        Ok(path)
    }
}

impl Next {
    /// The next migration; `None` where the migrations make the schema already.
    pub(super) fn draft(self, config: &Config) -> Result<Option<Draft>> {
        let mut old = replay(&config.migrations.dir)?.schema;
        let new = project::schema(config)?;
        migrations::forget_parts(&mut old, &new.schema, &migrations::kept_up(&new.notes));
        let (plan, options) = self.plan(config, &old, &new)?;
        if plan.is_empty() {
            output::say("the migrations make the schema already: nothing to write");
            return Ok(None);
        }
        costs::tell(&plan);
        let subject = self.name.unwrap_or_else(|| migrations::subject(&old, &new.schema, &options.renames));
        Ok(Some(Draft { plan, subject, old, new: new.schema, options }))
    }

    /// Plans, and asks until there is nothing left to decide.
    fn plan(&self, config: &Config, old: &Schema, new: &Described) -> Result<(Plan, Options)> {
        let mut answers = Answers { renames: self.rename.clone(), accept: self.accept.clone() };
        loop {
            let mut renames = plan::renames(&new.notes);
            for text in &answers.renames {
                renames.push(rename::parse(text, old, &new.schema)?);
            }
            let options = Options {
                target: config.database.target,
                renames,
                accept: answers.accept.clone(),
                strict: true,
                offline: false,
                zero: config.zero.publication.clone(),
            };
            match plan::plan(old, &new.schema, &options) {
                Ok(plan) => return Ok((plan, options)),
                Err(errors) => {
                    let before = answers.renames.len() + answers.accept.len();
                    ask::decide(errors.clone(), &mut answers)?;
                    if answers.renames.len() + answers.accept.len() == before {
                        return Err(Failure::Errors(errors));
                    }
                }
            }
        }
    }
}
