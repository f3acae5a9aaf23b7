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

use crate::ask::{self, Answers};
use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{output, project, rename};

const EXAMPLES: &str = "Examples:
  tablewright migrate build
  tablewright migrate build --name add_priority
  tablewright migrate build --rename todo.title=todo.name
  tablewright migrate build --accept drop-table:todo

Reads files only; no database is needed. Where nothing changed, no file is written. Where a change loses data or may be a rename, \
it asks on a terminal, and otherwise ends with 2 and says which option to add.";

#[derive(clap::Args, Default)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Build {
    /// What the migration is about, for the file's name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Let this be destroyed, such as drop-table:todo
    #[arg(long, value_name = "CODE:OBJECT")]
    accept: Vec<String>,
    /// The object was renamed: old=new
    #[arg(long, value_name = "OLD=NEW")]
    rename: Vec<String>,
    // `migrate run` has no use for it, and refuses it.
    /// Print the migration instead of writing it
    #[arg(long)]
    dry_run: bool,
}

impl Build {
    pub(crate) fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let dry_run = self.dry_run;
        let (sql, written) = self.build(&config)?;
        match global.format {
            Format::Json => {
                let file = written.map(|path| files::display(&path));
                output::json(&json!({ "file": file, "sql": sql }))
            }
            Format::Text if dry_run => output::result(&sql.unwrap_or_default()),
            Format::Text => match written {
                Some(path) => output::result(&format!("{}\n", files::display(&path))),
                None => Ok(()),
            },
        }
    }

    /// The text of the migration, and the file where one was written.
    pub(crate) fn build(self, config: &Config) -> Result<(Option<String>, Option<PathBuf>)> {
        let dir = &config.migrations.dir;
        let old = replay(dir)?.schema;
        let new = project::schema(config)?;
        let plan = self.plan(config, &old, &new)?;
        if plan.is_empty() {
            output::say("the migrations make the schema already: nothing to write");
            return Ok((None, None));
        }
        let sql = plan.to_sql();
        if self.dry_run {
            return Ok((Some(sql), None));
        }
        let subject = self.name.unwrap_or_else(|| super::subject(&old, &new.schema));
        let path = migrations::write(dir, &subject, Language::Sql, &sql, SystemTime::now())?;
        output::done("wrote", format!("{}: read it before you apply it", files::display(&path)));
        Ok((Some(sql), Some(path)))
    }

    /// Plans, and asks until there is nothing left to decide.
    fn plan(&self, config: &Config, old: &Schema, new: &Described) -> Result<Plan> {
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
            };
            match plan::plan(old, &new.schema, &options) {
                Ok(plan) => return Ok(plan),
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
