//! `tablewright migrate check`

use serde_json::json;
use tablewright::migrate::{Entry, Problem, State};
use tablewright_codegen::config::Config;
use tablewright_codegen::migrations::{self, File};
use tablewright_codegen::plan::{self, Options};

use super::gate::{self, MaxLock, Pair};
use crate::cli::{Format, Global};
use crate::failure::{Failure, Result};
use crate::{database, output, project};

const EXAMPLES: &str = "Examples:
  tablewright migrate check              in CI
  tablewright migrate check --offline    without looking at the database
  tablewright migrate check --max-lock share-update-exclusive
                                         no statement may keep others from reading or writing
  tablewright migrate check --since 20261122143000_add_todo.sql --max-lock none
  tablewright migrate check --branch add_priority
                                         does this one, from another branch, commute with the others?

Ends with 1 where the schema has changes that no migration makes (they are printed), where a migration that has run on the \
database was edited or is missing, where one that has not run is older than one that has and the two touch the same objects, and where a \
statement takes a stronger lock than `--max-lock`; and, where tablewright.toml names a publication for Zero, where Zero would not \
notice what a statement does (TW090 to TW094). Locks on what a migration makes itself do not count. Looked at are the migrations that \
have not run; without a database those after `--since`, or else all. Migrations that have not run are no mistake.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Check {
    /// Do not look at the database, even where one is configured
    #[arg(long)]
    offline: bool,
    /// The strongest lock that a statement may take on what others use
    #[arg(long, value_name = "LOCK")]
    max_lock: Option<MaxLock>,
    /// Let the locks of this migration be, such as lock:20261122143000_add_todo.sql
    #[arg(long, value_name = "lock:NAME", requires = "max_lock")]
    accept: Vec<String>,
    /// Look only at the migrations after this one
    #[arg(long, value_name = "NAME")]
    since: Option<String>,
    /// This migration comes from another branch: say whether it commutes with the others that are looked at
    #[arg(long, value_name = "NAME")]
    branch: Vec<String>,
}

impl Check {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let missing = missing(&config)?;
        let files = migrations::list(&config.migrations.dir)?;
        let entries = self.entries(global, &config).await?;
        let mut problems: Vec<String> =
            entries.iter().flatten().filter_map(Entry::problem).map(Problem::to_string).collect();

        let looked_at = self.looked_at(&files, entries.as_deref())?;
        let pairs = gate::pairs(&files, &self.pairs(&files, &looked_at, entries.as_deref())?)?;
        problems.extend(pairs.iter().filter_map(Pair::problem));
        let locks = match self.max_lock {
            Some(max) => gate::locks(&files, &looked_at, max, &self.accepted(&files)?)?,
            None => Vec::new(),
        };
        problems.extend(locks);
        if let Some(publication) = &config.zero.publication {
            problems.extend(gate::zero(&files, &looked_at, publication, &config.lint.allow)?);
        }

        let good = missing.is_empty() && problems.is_empty();
        match global.format {
            Format::Json => output::json(&json!({
                "ok": good, "missing": missing, "problems": problems, "database": entries.is_some(),
                "pairs": pairs.iter().map(Pair::to_json).collect::<Vec<_>>(),
            }))?,
            Format::Text => output::result(&missing)?,
        }
        for pair in &pairs {
            pair.say();
        }
        if good {
            let fit = if entries.is_some() { ", and fit the database" } else { "" };
            let locks = self.max_lock.map(MaxLock::kept).unwrap_or_default();
            output::done("good:", format!("the migrations make the schema{fit}{locks}"));
            return Ok(());
        }
        for problem in &problems {
            output::warn(problem);
        }
        Err(match missing.is_empty() {
            true => Failure::new("the migrations are not good to go, for the reasons above"),
            false => Failure::with_help(
                "the schema has changes that no migration makes",
                "run `tablewright migrate build` and commit the file that it writes",
            ),
        })
    }

    async fn entries(&self, global: &Global, config: &Config) -> Result<Option<Vec<Entry>>> {
        let url = if self.offline { None } else { database::configured(global, config)? };
        let Some(url) = url else { return Ok(None) };
        let (client, _) = database::connect(&url).await?;
        Ok(Some(super::apply::read(config)?.status(&client).await?))
    }

    /// The places of the files that are looked at.
    fn looked_at(&self, files: &[File], entries: Option<&[Entry]>) -> Result<Vec<usize>> {
        let since = self.since.as_deref().map(|name| gate::find(files, name)).transpose()?;
        let pending = |file: &File| match entries {
            None => true,
            Some(entries) => entries.iter().any(|e| e.name == file.name.file && e.is_pending()),
        };
        Ok((0..files.len())
            .filter(|at| since.is_none_or(|since| *at > since))
            .filter(|at| since.is_some() || pending(&files[*at]))
            .collect())
    }

    /// Which migrations may run in either order: those of another branch and ours, those that have not run and later ones that have.
    fn pairs(
        &self,
        files: &[File],
        looked_at: &[usize],
        entries: Option<&[Entry]>,
    ) -> Result<Vec<(usize, usize)>> {
        let theirs: Vec<usize> =
            self.branch.iter().map(|name| gate::find(files, name)).collect::<Result<_>>()?;
        let ours = || looked_at.iter().filter(|at| !theirs.contains(at));
        let mut pairs: Vec<(usize, usize)> = theirs
            .iter()
            .flat_map(|their| ours().map(move |our| (*their.min(our), *their.max(our))))
            .collect();
        let state = |at: usize| entries?.iter().find(|e| e.name == files[at].name.file);
        for early in (0..files.len()).filter(|at| state(*at).is_some_and(|e| e.out_of_order)) {
            let ran = |at: &usize| matches!(state(*at), Some(Entry { state: State::Applied { .. }, .. }));
            pairs.extend((early + 1..files.len()).filter(ran).map(|late| (early, late)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        Ok(pairs)
    }

    /// The places of the files whose locks were accepted.
    fn accepted(&self, files: &[File]) -> Result<Vec<usize>> {
        let name = |accept: &String| match accept.strip_prefix("lock:") {
            Some(name) => gate::find(files, name),
            None => Err(Failure::with_help(
                format!("`--accept {accept}` is no answer here"),
                "write it as `--accept lock:20261122143000_add_todo.sql`",
            )),
        };
        self.accept.iter().map(name).collect()
    }
}

/// What the schema has and the migrations do not make, as SQL.
fn missing(config: &Config) -> Result<String> {
    let mut old = migrations::replay(&config.migrations.dir)?.schema;
    let new = project::schema(config)?;
    migrations::forget_parts(&mut old, &new.schema, &migrations::kept_up(&new.notes));
    let options =
        Options { target: config.database.target, renames: plan::renames(&new.notes), ..Options::default() };
    Ok(plan::plan(&old, &new.schema, &options)?.to_sql())
}
