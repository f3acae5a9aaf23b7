//! One change of a schema, proved on the server: the plan applied to a database that holds the old schema, with rows in
//! it, gives the catalog of a fresh database that holds the new one, and loses no row that both describe.

use tablewright_codegen::model::{Notes, Schema};
use tablewright_codegen::plan::{self, Options, Rename};
use tablewright_codegen::{ddl, diff};

use crate::corpus::{described, lines};
use crate::rows::fill;
use crate::{Database, Rows};

/// What a change proved, beside that it holds.
#[derive(Debug, Default)]
pub struct Proof {
    /// The plan, as `migrate build` writes it.
    pub sql: String,
    /// Tables that got no row before the plan ran, with the reason.
    pub empty: Vec<String>,
}

/// Proves the change between two SQL texts; says in words what does not hold.
///
/// # Errors
/// The first thing that does not hold, with the plan.
pub async fn prove(old: &str, new: &str) -> Result<Proof, String> {
    prove_with(old, new, true).await
}

/// The same without rows: for a change that a server must refuse where there are some.
///
/// # Errors
/// The first thing that does not hold, with the plan.
pub async fn prove_empty(old: &str, new: &str) -> Result<Proof, String> {
    prove_with(old, new, false).await
}

async fn prove_with(old: &str, new: &str, filled: bool) -> Result<Proof, String> {
    let (old, new) = (State::read("old", old)?, State::read("new", new)?);
    let renames = plan::renames(&new.notes);
    let options = Options { target: target(), renames: renames.clone(), ..Options::default() };
    let plan = plan::plan(&old.schema, &new.schema, &options)
        .map_err(|errors| format!("there is no plan:\n{}", lines(&errors)))?;
    let sql = plan.to_sql();
    let with_plan = |what: String| format!("{what}\n--- plan\n{sql}");
    replayed(&old.schema, &new.schema, &sql).map_err(with_plan)?;
    let rows = on_server(&old, &new, &renames, &sql, filled).await.map_err(with_plan)?;
    let empty = rows.empty.into_iter().map(|(table, reason)| format!("{table}: {reason}")).collect();
    Ok(Proof { sql, empty })
}

/// The major version of the server that the plans are for: `TABLEWRIGHT_TEST_TARGET`, or that of the one that is installed.
fn target() -> u8 {
    std::env::var("TABLEWRIGHT_TEST_TARGET").ok().and_then(|target| target.parse().ok()).unwrap_or(18)
}

/// A schema and the text that describes it.
struct State {
    sql: String,
    schema: Schema,
    notes: Notes,
}

impl State {
    fn read(what: &str, sql: &str) -> Result<Self, String> {
        let described = described(&[sql]);
        let described = described.map_err(|e| format!("the {what} text cannot be read:\n{}", lines(&e)))?;
        Ok(Self { sql: sql.to_owned(), schema: described.schema, notes: described.notes })
    }

    /// Makes it in an empty database: from the author's own text where the server takes that as it is, otherwise from the
    /// text that we make of it (an author may write in any order, or over several versions).
    async fn make(&self, database: &Database) -> Result<(), String> {
        match database.try_apply(&self.sql).await {
            Ok(()) => Ok(()),
            Err(refused) => run(database, &ddl::schema_sql(&self.schema))
                .await
                .map_err(|error| format!("{error}\n(the author's own text: {refused})")),
        }
    }
}

/// Without a server: reading the old schema and then the plan gives the new schema, so that the next plan is empty.
fn replayed(old: &Schema, new: &Schema, sql: &str) -> Result<(), String> {
    let replay = described(&[&ddl::schema_sql(old), sql])
        .map_err(|errors| format!("the plan cannot be read again:\n{}", lines(&errors)))?;
    let left = diff::diff(&replay.schema, new);
    if left.is_empty() { Ok(()) } else { Err(format!("after the plan is replayed, this is left: {left:#?}")) }
}

async fn on_server(
    old: &State,
    new: &State,
    renames: &[Rename],
    sql: &str,
    filled: bool,
) -> Result<Rows, String> {
    let changed = Database::new().await;
    let fresh = Database::new().await;
    let proof = compare(&changed, &fresh, (old, new, renames), sql, filled).await;
    changed.drop().await;
    fresh.drop().await;
    proof
}

async fn compare(
    changed: &Database,
    fresh: &Database,
    (old, new, renames): (&State, &State, &[Rename]),
    sql: &str,
    filled: bool,
) -> Result<Rows, String> {
    old.make(changed).await.map_err(|error| format!("the old schema cannot be made: {error}"))?;
    new.make(fresh).await.map_err(|error| format!("the new schema cannot be made: {error}"))?;
    let rows = match filled {
        true => fill(&changed.client, &old.schema, &new.schema, renames).await,
        false => Rows::default(),
    };
    run(changed, sql)
        .await
        .map_err(|e| format!("the plan failed (rows were in all tables but {:?}): {e}", rows.empty))?;
    same(&changed.read().await, &fresh.read().await)?;
    let losses = rows.losses(&changed.client).await;
    if losses.is_empty() { Ok(rows) } else { Err(format!("rows are lost: {}", losses.join("; "))) }
}

/// Runs a migration as the runner does: one transaction for each part between `-- @commit`, and statement by statement
/// in it, so that an error names its statement.
///
/// # Errors
/// The statement, and what the server said.
pub async fn run(database: &Database, sql: &str) -> Result<(), String> {
    for batch in sql.split("-- @commit") {
        // One message with several statements is one transaction; with one statement it is none of ours.
        database.try_apply(batch).await.map_err(|error| format!("{error}\n--- in\n{}", batch.trim()))?;
    }
    Ok(())
}

/// Compares two catalogs; names the lines that only one of them has.
///
/// # Errors
/// The differences.
pub fn same(
    changed: &tablewright_catalog::Catalog,
    fresh: &tablewright_catalog::Catalog,
) -> Result<(), String> {
    if changed.schema == fresh.schema && changed.unknown == fresh.unknown {
        return Ok(());
    }
    let only = |a: &str, b: &str, mark: &str| -> String {
        let b: Vec<&str> = b.lines().collect();
        a.lines().filter(|line| !b.contains(line)).map(|line| format!("\n{mark} {line}")).collect()
    };
    let text = |c: &tablewright_catalog::Catalog| format!("{}{}", c.sql, c.unknown.join("\n"));
    let (changed, fresh) = (text(changed), text(fresh));
    Err(format!(
        "the catalogs differ (- after the plan, + fresh):{}{}",
        only(&changed, &fresh, "-"),
        only(&fresh, &changed, "+")
    ))
}
