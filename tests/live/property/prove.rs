//! Proving many pairs, on two databases that are emptied between them: making a database takes ten times as long.

use tablewright_codegen::load::Described;
use tablewright_codegen::model::Schema;
use tablewright_codegen::plan::{self, Options};
use tablewright_codegen::{ddl, diff};
use tablewright_tests::{Database, Rows, corpus, fill, run, same};

/// Two databases, both empty before a pair is proved.
pub(crate) struct Bench {
    changed: Database,
    fresh: Database,
}

/// What takes everything out of a database but what every database has, and the extension.
const EMPTY: &str = include_str!("empty.sql");

impl Bench {
    pub(crate) async fn new() -> Self {
        let (changed, fresh) = (Database::new().await, Database::new().await);
        for database in [&changed, &fresh] {
            database.apply("CREATE EXTENSION vector").await;
        }
        Self { changed, fresh }
    }

    /// Proves the change between two texts; says in words what does not hold.
    pub(crate) async fn prove(&mut self, old: &str, new: &str) -> Result<(), String> {
        let mut result = self.compare(old, new, true).await;
        self.empty().await;
        // Whether rows are within a partition's bound is not known to a plan.
        if result.as_ref().is_err_and(|what| what.contains("is violated by some row (23514)")) {
            result = self.compare(old, new, false).await;
            self.empty().await;
        }
        result
    }

    /// A text, and what is printed of what was read from it, make the same database.
    pub(crate) async fn printed(&mut self, text: &str) -> Result<(), String> {
        let again = ddl::schema_sql(&read("", text)?.schema);
        let compare = async {
            self.changed.try_apply(text).await?;
            run(&self.fresh, &again).await?;
            same(&self.changed.read().await, &self.fresh.read().await)
        };
        let result = compare.await.map_err(|what| format!("{what}\n--- printed\n{again}"));
        self.empty().await;
        result
    }

    pub(crate) async fn drop(self) {
        self.changed.drop().await;
        self.fresh.drop().await;
    }

    async fn empty(&mut self) {
        for database in [&mut self.changed, &mut self.fresh] {
            let _ = database.client.batch_execute("ROLLBACK").await;
            if let Err(why) = database.try_apply(EMPTY).await {
                println!("a database cannot be emptied, and is made anew: {why}");
                let anew = Database::new().await;
                anew.apply("CREATE EXTENSION vector").await;
                std::mem::replace(database, anew).drop().await;
            }
        }
    }

    async fn compare(&self, old: &str, new: &str, filled: bool) -> Result<(), String> {
        let (before, after) = (read("old", old)?, read("new", new)?);
        let renames = plan::renames(&after.notes);
        let options = Options { target: 18, renames: renames.clone(), ..Options::default() };
        let plan = plan::plan(&before.schema, &after.schema, &options)
            .map_err(|errors| format!("there is no plan:\n{}", corpus::lines(&errors)))?;
        let sql = plan.to_sql();
        let with_plan = |what: String| format!("{what}\n--- plan\n{sql}");
        replayed(&before.schema, &after.schema, &sql).map_err(with_plan)?;
        self.changed.try_apply(old).await.map_err(|why| format!("the old text is refused: {why}"))?;
        self.fresh.try_apply(new).await.map_err(|why| format!("the new text is refused: {why}"))?;
        let rows = match filled {
            true => fill(&self.changed.client, &before.schema, &after.schema, &renames).await,
            false => Rows::default(),
        };
        run(&self.changed, &sql).await.map_err(|why| with_plan(format!("the plan failed: {why}")))?;
        let fresh = self.fresh.read().await;
        same(&self.changed.read().await, &fresh).map_err(with_plan)?;
        let losses = rows.losses(&self.changed.client).await;
        if !losses.is_empty() {
            return Err(with_plan(format!("rows are lost: {}", losses.join("; "))));
        }
        pulled(&fresh.schema)
    }
}

fn read(what: &str, sql: &str) -> Result<Described, String> {
    corpus::described(&[sql]).map_err(|e| format!("the {what} text cannot be read:\n{}", corpus::lines(&e)))
}

/// Without a server: reading the old schema and then the plan gives the new schema, so that the next plan is empty.
fn replayed(old: &Schema, new: &Schema, sql: &str) -> Result<(), String> {
    let replay = corpus::described(&[&ddl::schema_sql(old), sql])
        .map_err(|errors| format!("the plan cannot be read again:\n{}", corpus::lines(&errors)))?;
    let left = diff::diff(&replay.schema, new);
    if left.is_empty() { Ok(()) } else { Err(format!("after the plan is replayed, this is left: {left:#?}")) }
}

/// What is pulled from a database, written and read again, is what is in the database.
fn pulled(catalog: &Schema) -> Result<(), String> {
    let text = ddl::schema_sql(catalog);
    let again = corpus::described(&[&text]).map_err(|errors| {
        format!("what was pulled cannot be read:\n{}\n--- pulled\n{text}", corpus::lines(&errors))
    })?;
    let left = diff::diff(catalog, &again.schema);
    if left.is_empty() {
        Ok(())
    } else {
        Err(format!("what was pulled differs by {left:#?}\n--- pulled\n{text}"))
    }
}
