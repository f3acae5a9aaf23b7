//! One pair of schemas, or one schema, on the server.

use tablewright_codegen::load::Described;
use tablewright_codegen::plan::{self, Options};
use tablewright_codegen::{ddl, diff};
use tablewright_tests::{Database, corpus, dump, dump_difference, run, same};

/// How it went.
pub(super) enum Outcome {
    /// Everything holds.
    Held,
    /// The server does not take the texts themselves: nothing to prove.
    Refused(String, String),
    /// At which stage it fails, and how.
    Failed(String, String),
}

impl Outcome {
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Refused(..) => "refused",
            Self::Failed(..) => "FAILED",
        }
    }
}

/// A stage, and what is wrong there.
type Failure = (&'static str, String);

/// The plan from one text to the other gives the other's catalog.
pub(super) async fn pair(old: &str, new: &str) -> Outcome {
    let (changed, fresh) = (Database::new().await, Database::new().await);
    let outcome = match (made(&changed, old).await, made(&fresh, new).await) {
        (Ok(()), Ok(())) => outcome(converges(&changed, &fresh, old, new).await),
        (Err(why), _) | (_, Err(why)) => Outcome::Refused("server".to_owned(), why),
    };
    changed.drop().await;
    fresh.drop().await;
    outcome
}

/// What is read of a text and printed again makes the same database; so does what the catalog says of it.
pub(super) async fn round_trip(text: &str) -> Outcome {
    let (first, second, third) = (Database::new().await, Database::new().await, Database::new().await);
    let outcome = match made(&first, text).await {
        Ok(()) => outcome(survives(&first, &second, &third, text).await),
        Err(why) => Outcome::Refused("server".to_owned(), why),
    };
    first.drop().await;
    second.drop().await;
    third.drop().await;
    outcome
}

fn outcome(result: Result<(), Failure>) -> Outcome {
    match result {
        Ok(()) => Outcome::Held,
        Err((stage, what)) => Outcome::Failed(stage.to_owned(), what),
    }
}

async fn converges(changed: &Database, fresh: &Database, old: &str, new: &str) -> Result<(), Failure> {
    let (old, new) = (read("read old", old)?, read("read new", new)?);
    let options = Options { target: 18, renames: plan::renames(&new.notes), ..Options::default() };
    let plan = plan::plan(&old.schema, &new.schema, &options).map_err(|e| ("plan", corpus::lines(&e)))?;
    let sql = plan.to_sql();
    let with_plan = |what: String| format!("{what}\n--- plan\n{sql}");
    let session = Database { client: changed.connect().await, name: String::new(), url: changed.url.clone() };
    run(&session, &sql).await.map_err(|what| ("apply", with_plan(what)))?;
    replayed(&old, &new, &sql).map_err(|what| ("replay", with_plan(what)))?;
    equal(changed, fresh).await.map_err(|(stage, what)| (stage, with_plan(what)))
}

/// Without a server: reading the old schema and then the plan gives the new schema.
fn replayed(old: &Described, new: &Described, sql: &str) -> Result<(), String> {
    let replay = corpus::described(&[&ddl::schema_sql(&old.schema), sql])
        .map_err(|errors| format!("the plan cannot be read again: {}", corpus::lines(&errors)))?;
    let left = diff::diff(&replay.schema, &new.schema);
    if left.is_empty() { Ok(()) } else { Err(format!("this is left: {left:#?}")) }
}

async fn survives(first: &Database, second: &Database, third: &Database, text: &str) -> Result<(), Failure> {
    let described = read("read", text)?;
    let again = ddl::schema_sql(&described.schema);
    let with_text = |what: String| format!("{what}\n--- printed\n{again}");
    run(second, &again).await.map_err(|what| ("apply what was printed", with_text(what)))?;
    equal(first, second).await.map_err(|(stage, what)| (stage, with_text(what)))?;
    let catalog = tablewright_catalog::read(&first.client).await;
    let catalog = catalog.map_err(|error| ("read catalog", error.to_string()))?;
    if catalog.unknown.is_empty() {
        let again = ddl::schema_sql(&catalog.schema);
        third.apply("SET check_function_bodies = off").await;
        run(third, &again)
            .await
            .map_err(|what| ("apply what was pulled", format!("{what}\n--- pulled\n{again}")))?;
        equal(first, third)
            .await
            .map_err(|(_, what)| ("pulled differs", format!("{what}\n--- pulled\n{again}")))?;
    }
    Ok(())
}

fn read(stage: &'static str, text: &str) -> Result<Described, Failure> {
    corpus::described(&[text]).map_err(|errors| (stage, corpus::lines(&errors)))
}

/// Both opinions on whether two databases are the same.
async fn equal(changed: &Database, fresh: &Database) -> Result<(), Failure> {
    let catalog = async |database: &Database| {
        let read = tablewright_catalog::read(&database.client).await;
        read.map_err(|error| ("read catalog", error.to_string()))
    };
    same(&catalog(changed).await?, &catalog(fresh).await?).map_err(|what| ("catalog differs", what))?;
    let dumped = |database: &Database| dump(database).map_err(|what| ("pg_dump", what));
    match (dumped(changed)?, dumped(fresh)?) {
        (Some(changed), Some(fresh)) => match dump_difference(&changed, &fresh) {
            None => Ok(()),
            Some(difference) => Err(("dump differs", format!("- after the plan, + fresh:{difference}"))),
        },
        (None, _) | (_, None) => Ok(()),
    }
}

/// Applies a text as `psql` does: all in one go where the server takes that, otherwise after the roles that it names are there.
async fn made(database: &Database, text: &str) -> Result<(), String> {
    let text = &told(text);
    let mut refused = String::new();
    for _ in 0..12 {
        match database.try_apply(text).await {
            Ok(()) => return Ok(()),
            Err(why) => refused = why,
        }
        // Roles belong to the whole server: one that is missing is made, and left.
        let role = refused.strip_prefix("role \"").and_then(|rest| Some(rest.split_once('"')?.0));
        let Some(role) = role.filter(|_| refused.contains("does not exist")) else { break };
        let _ = database.try_apply(&format!("ROLLBACK; CREATE ROLE \"{role}\"")).await;
    }
    Err(refused)
}

/// The text without what only `psql` understands.
fn told(text: &str) -> String {
    let kept =
        text.lines().filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"));
    kept.collect::<Vec<_>>().join("\n")
}
