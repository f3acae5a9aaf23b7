//! Every case of `tests/expand` on a server: with the first half applied, old code and new code both run; with both, the
//! catalog is what the direct way gives, and every row is there.
//!
//! Beside `old.sql` and `new.sql` stand the rows of before (`rows.sql`), statements of old and new code, a query that
//! holds in the middle, what is filled in by hand before the second half, and a query that holds after it.

use std::path::{Path, PathBuf};

use tablewright_codegen::plan::{self, Options};
use tablewright_tests::{Database, corpus, run, same};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_and_new_code_run_between_the_halves_which_end_where_the_direct_way_does() {
    let cases = corpus::files(&corpus::folder("expand"), "rows.sql");
    assert!(cases.len() >= 5, "the cases are found");
    let mut failed = Vec::new();
    for case in cases {
        let folder = case.parent().unwrap_or(Path::new("")).to_owned();
        if let Err(what) = prove(&folder).await {
            failed.push(format!("=== {}\n{what}", folder.display()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

async fn prove(folder: &Path) -> Result<(), String> {
    let text = |name: &str| {
        let path: PathBuf = folder.join(name);
        if path.exists() { corpus::text(&path) } else { String::new() }
    };
    let read = |name: &str| corpus::described(&[&text(name)]).map_err(|errors| corpus::lines(&errors));
    let (old, new) = (read("old.sql")?, read("new.sql")?);
    let options = Options { target: 18, renames: plan::renames(&new.notes), ..Options::default() };
    let direct = plan::plan(&old.schema, &new.schema, &options).map_err(|errors| corpus::lines(&errors))?;
    let split = plan::split(&old.schema, &new.schema, &options).map_err(|errors| corpus::lines(&errors))?;
    let split = split.ok_or("nothing breaks")?;

    let (slow, fast) = (Database::new().await, Database::new().await);
    run(&fast, &text("old.sql")).await?;
    run(&fast, &direct.to_sql()).await?;
    let halves: [(&str, String); 7] = [
        ("the old schema", text("old.sql")),
        ("its rows", text("rows.sql")),
        ("the first half", split.expand_sql()),
        ("old code", text("old_code.sql")),
        ("new code", text("new_code.sql")),
        ("what is filled in", text("fill.sql")),
        ("the second half", split.contract_sql()),
    ];
    for (what, sql) in &halves {
        if *what == "what is filled in" {
            holds(&slow, &text("middle.sql")).await?;
        }
        run(&slow, sql).await.map_err(|error| format!("{what}: {error}"))?;
    }
    holds(&slow, &text("after.sql")).await?;
    same(&slow.read().await, &fast.read().await)?;
    slow.drop().await;
    fast.drop().await;
    Ok(())
}

/// Whether a query gives true.
async fn holds(database: &Database, query: &str) -> Result<(), String> {
    let row = database.client.query_one(query, &[]).await.map_err(|error| format!("{query}: {error}"))?;
    match row.get::<_, Option<bool>>(0) {
        Some(true) => Ok(()),
        Some(false) | None => Err(format!("this does not hold:\n{query}")),
    }
}
