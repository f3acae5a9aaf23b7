//! `tablewright diff`

use tablewright_codegen::migrations;
use tablewright_codegen::plan::{self, Options, plan};

use crate::cli::{Format, Global};
use crate::failure::Result;
use crate::{costs, output, project, rename, source};

const EXAMPLES: &str = "SRC is one of
  schema              what tablewright.toml describes
  FILE.sql            an SQL file
  FOLDER              a folder of migrations: the schema that they build
  postgres://..       a live database

Examples:
  tablewright diff --from migrations --to schema
  tablewright diff --from old.sql --to new.sql | psql \"$DATABASE_URL\"
  tablewright diff --from postgres://localhost/shop --to schema
  tablewright diff --from migrations --to schema --format json
                      each statement with its lock, what it reads, rewrites, loses and breaks

Nothing is printed where the two are equal. What would lose data is marked, never refused: read before you run.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Diff {
    /// The schema that is there
    #[arg(long, value_name = "SRC")]
    from: String,
    /// The schema that is wanted
    #[arg(long, value_name = "SRC")]
    to: String,
    /// The object was renamed: old=new
    #[arg(long, value_name = "OLD=NEW")]
    rename: Vec<String>,
    /// The major version of the server [default: that of tablewright.toml, or 16]
    #[arg(long, value_name = "VERSION", value_parser = clap::value_parser!(u8).range(14..=18))]
    target: Option<u8>,
    /// Nothing else uses the tables: plain statements instead of those that keep locks short
    #[arg(long)]
    offline: bool,
}

impl Diff {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let from = source::read(&self.from, global).await?;
        let to = source::read(&self.to, global).await?;
        let mut kept_up = migrations::kept_up(&from.described.notes);
        kept_up.extend(migrations::kept_up(&to.described.notes));
        let (mut old, mut new) = (from.described.schema, to.described);
        match (&from.live, &to.live) {
            (Some(_), None) => source::forget_parts(&mut old, &mut new.schema, &kept_up),
            (None, Some(_)) => source::forget_parts(&mut new.schema, &mut old, &kept_up),
            (Some(_), Some(_)) | (None, None) => migrations::forget_parts(&mut old, &new.schema, &kept_up),
        }
        match (&from.live, &to.live) {
            (Some(server), None) => old = source::respell(&old, &new.schema, server).await,
            (None, Some(server)) => new.schema = source::respell(&new.schema, &old, server).await,
            // Two catalogs are in the same words already.
            (Some(_), Some(_)) | (None, None) => {}
        }
        // Two files can be compared in any folder; the configuration only adds its target version.
        let target = self.target.or_else(|| Some(project::config(global).ok()?.database.target));
        let mut renames = plan::renames(&new.notes);
        for text in &self.rename {
            renames.push(rename::parse(text, &old, &new.schema)?);
        }
        let default = Options::default();
        let options =
            Options { target: target.unwrap_or(default.target), renames, offline: self.offline, ..default };
        let plan = plan(&old, &new.schema, &options)?;
        costs::tell(&plan);
        match global.format {
            Format::Text => output::result(&plan.to_sql()),
            Format::Json => output::json(&costs::json(&plan)),
        }
    }
}
