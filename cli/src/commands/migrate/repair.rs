//! `tablewright migrate repair`

use std::collections::BTreeMap;

use serde_json::json;
use tablewright::migrate::{Migrations, Options, Remedy, Trouble, Wrong};
use tablewright_codegen::config::Config;
use tablewright_codegen::plan::{self, plan};
use tablewright_codegen::report::{Answer, Code, Diagnostic, Errors};
use tablewright_codegen::{files, migrations};

use crate::ask::{self, Answers};
use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::lines::difference;
use crate::{database, output, project};

const EXAMPLES: &str = "Examples:
  tablewright migrate repair
  tablewright migrate repair --accept edited:20261122143000_add_todo.sql

Says what does not fit between the files and the record of what ran, and what can be done about it; on a terminal it asks, otherwise it \
ends with 2 where something is to be decided. WHAT is one of
  edited    the file was edited after it had run: take it as what ran
  restore   the file is missing: write it again, as it ran
  renamed   the file is missing, and another one holds its text: that is its name now (renamed:OLD=NEW)
  forget    the file is missing: forget that it ran (what it did stays in the database)
  done      a run died while a statement ran that leaves no trace: it took effect
  redo      .. or it did not: run it again
  finished  a migration that failed: the rest was done by hand
  again     .. or what had run was undone by hand: run all of it again

Only the record is changed, never the schema of the database.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Repair {
    /// What to do about a migration, such as edited:20261122143000_add_todo.sql
    #[arg(long, value_name = "WHAT:NAME")]
    accept: Vec<String>,
}

/// What somebody chose.
enum Choice {
    Mend(Remedy),
    /// Write the file again.
    Restore(String),
}

impl Repair {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let (mut client, _) = database::connect(&database::url(global, &config)?).await?;
        let migrations = super::apply::read(&config)?;
        let troubles = migrations.troubles(&client).await?;
        self.known(&troubles)?;
        let mut answers = Answers { accept: self.accept, ..Answers::default() };
        for trouble in &troubles {
            let text = explain(trouble, &config);
            // Without more to it, the question says the same.
            if !trouble.stops() || text.contains('\n') {
                output::say(text);
            }
        }
        let open = questions(&troubles, &answers.accept);
        if !open.is_empty() {
            ask::decide(open, &mut answers)?;
        }
        let mended = mend(&migrations, &mut client, &config, &troubles, &answers.accept).await?;
        for what in &mended {
            output::done("mended", what);
        }
        if troubles.is_empty() {
            output::done("good:", "the record of what ran fits the files");
        }
        match global.format {
            Format::Text => Ok(()),
            Format::Json => output::json(&json!({
                "troubles": troubles.iter().map(to_json).collect::<Vec<_>>(), "mended": mended,
            })),
        }
    }

    /// Answers to questions that nobody asked are typing mistakes.
    fn known(&self, troubles: &[Trouble]) -> Result {
        let all: Vec<String> = troubles.iter().flat_map(choices).map(|(code, _)| code).collect();
        let Some(unknown) = self.accept.iter().find(|given| !all.contains(given)) else { return Ok(()) };
        let message = format!("`--accept {unknown}` answers nothing that is to be decided");
        Err(match tablewright_codegen::report::similar(unknown, all.iter().map(String::as_str)) {
            Some(near) => Failure::with_help(message, format!("did you mean `{near}`?")),
            None if all.is_empty() => Failure::with_help(message, "the record of what ran fits the files"),
            None => Failure::with_help(message, format!("it may be {}", all.join(", "))),
        })
    }
}

/// The answers that make sense, as they are typed.
fn choices(trouble: &Trouble) -> Vec<(String, Choice)> {
    let name = &trouble.name;
    let mut choices = Vec::new();
    if let Wrong::Missing { ran: Some(text), .. } = &trouble.wrong {
        choices.push((format!("restore:{name}"), Choice::Restore(text.clone())));
    }
    for remedy in trouble.remedies() {
        let code = match &remedy {
            Remedy::TakeOver => format!("edited:{name}"),
            Remedy::Forget => format!("forget:{name}"),
            Remedy::Rename(to) => format!("renamed:{name}={to}"),
            Remedy::Done => format!("done:{name}"),
            Remedy::Redo => format!("redo:{name}"),
            Remedy::Finished => format!("finished:{name}"),
            Remedy::Again => format!("again:{name}"),
        };
        choices.push((code, Choice::Mend(remedy)));
    }
    choices
}

/// What is to be decided and was not.
fn questions(troubles: &[Trouble], accepted: &[String]) -> Errors {
    let mut errors = Errors::new();
    for trouble in troubles.iter().filter(|trouble| trouble.stops()) {
        let codes: Vec<String> = choices(trouble).into_iter().map(|(code, _)| code).collect();
        if codes.iter().any(|code| accepted.contains(code)) {
            continue;
        }
        let answers: Vec<Answer> = codes.into_iter().map(Answer::Accept).collect();
        let help = answers.iter().map(|answer| format!("`{answer}`")).collect::<Vec<_>>().join(", or ");
        errors.push(
            Diagnostic::new(Code::Ledger, headline(trouble)).answers(answers).help(format!("say {help}")),
        );
    }
    errors
}

/// Does what was chosen: files first, since they are seen again when something goes wrong afterwards.
async fn mend(
    migrations: &Migrations,
    client: &mut tokio_postgres::Client,
    config: &Config,
    troubles: &[Trouble],
    accepted: &[String],
) -> Result<Vec<String>> {
    let (mut remedies, mut mended) = (Vec::new(), Vec::new());
    for trouble in troubles {
        for (code, choice) in choices(trouble) {
            // What says nothing any more needs no decision.
            if !accepted.contains(&code) && trouble.wrong != Wrong::Leftover {
                continue;
            }
            match choice {
                Choice::Restore(text) => {
                    files::write(&config.migrations.dir.join(&trouble.name), &text)?;
                }
                Choice::Mend(remedy) => remedies.push((trouble.name.clone(), remedy)),
            }
            mended.push(code);
        }
    }
    if !remedies.is_empty() {
        migrations.mend(client, &Options::default(), &remedies).await?;
    }
    Ok(mended)
}

/// What is wrong, in a line.
fn headline(trouble: &Trouble) -> String {
    let name = &trouble.name;
    match &trouble.wrong {
        Wrong::Edited { done: None, .. } => format!("{name} was edited after it had run"),
        Wrong::Edited { done: Some(done), .. } => {
            format!("{name} failed after {done} of its statements had run, and those were edited since")
        }
        Wrong::Missing { renamed: Some(to), .. } => {
            format!("{name} has run, but there is no such file; {to} holds the same text and has not run")
        }
        Wrong::Missing { newer: true, .. } => {
            format!("{name} has run and is newer than every file here; is this checkout out of date?")
        }
        Wrong::Missing { .. } => format!("{name} has run, but there is no such file"),
        Wrong::Uncertain { statement, .. } => {
            format!("a run ended while statement {statement} of {name} ran; look whether it took effect")
        }
        Wrong::Unfinished { done: 0, error, .. } => {
            format!("{name} failed and left nothing; the next run tries it again ({error})")
        }
        Wrong::Unfinished { done, statements, error } => format!(
            "{name} stopped after {done} of {statements} statements; the next run goes on there ({error})"
        ),
        Wrong::Leftover => format!("{name} failed and left nothing, and its file is gone"),
        // The library may learn more.
        _ => name.clone(),
    }
}

/// What is wrong, with what a person needs to decide.
fn explain(trouble: &Trouble, config: &Config) -> String {
    let mut text = headline(trouble);
    match &trouble.wrong {
        Wrong::Edited { ran: Some(ran), file, .. } => {
            text.push_str(&format!(" (- what ran, + the file):\n{}", difference(ran, file).trim_end()));
            text.push_str(&effect(&trouble.name, ran, config));
        }
        Wrong::Edited { ran: None, .. } => {
            text.push_str("\n  what ran is not recorded; version control may have it");
        }
        Wrong::Uncertain { text: statement, .. } => {
            text.push_str(&format!("\n  {}", statement.replace('\n', "\n  ")))
        }
        _ => {}
    }
    text
}

/// What the edit means for the schema: the database has what ran.
fn effect(name: &str, ran: &str, config: &Config) -> String {
    let read = || -> Result<String> {
        let files = migrations::list(&config.migrations.dir)?;
        let before = BTreeMap::from([(name.to_owned(), ran.to_owned())]);
        let old = migrations::replay_instead(&files, &before)?.schema;
        let new = migrations::replay_files(&files)?.schema;
        let options =
            plan::Options { target: config.database.target, offline: true, ..plan::Options::default() };
        Ok(plan(&old, &new, &options)?.to_sql())
    };
    match read() {
        Ok(sql) if sql.is_empty() => "\n  the schema is the same either way".to_owned(),
        Ok(sql) => format!(
            "\n  the schema is not: the database lacks this, and taking the file over does not add it{}",
            sql.lines()
                .filter(|line| !line.is_empty())
                .map(|line| format!("\n    {line}"))
                .collect::<String>()
        ),
        Err(failure) => format!("\n  what it means for the schema cannot be read: {}", failure.message()),
    }
}

fn to_json(trouble: &Trouble) -> serde_json::Value {
    let answers: Vec<String> = choices(trouble).into_iter().map(|(code, _)| code).collect();
    json!({ "name": trouble.name, "what": headline(trouble), "stops": trouble.stops(), "answers": answers })
}
