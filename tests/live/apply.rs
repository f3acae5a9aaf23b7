//! Every case of `tests/cases` on a server, in both directions: the plan runs on a database with rows in it, gives the new
//! catalog and loses nothing.

use std::path::{Path, PathBuf};

use tablewright_tests::{corpus, each, prove, prove_empty};

/// Cases whose plan a server must refuse when there are rows, with a word of what it says: a decision about the data is
/// missing, and the plan has no right to take it. Without rows they hold.
const REFUSED: &[(&str, &str)] = &[
    // Rows name what the other direction dropped.
    ("column/drop_referenced down", "is not present in table"),
    ("column/rename down", "is not present in table"),
    ("table/rename down", "is not present in table"),
    // Rows are in the wrong partition for the new bound.
    ("partition/bound down", "partition constraint of relation"),
    ("partition/detach_default down", "partition constraint of relation"),
    ("partition/attach_proven up", "log_2024_at_bound_check"),
    ("partition/detach_concurrently down", "busy_2023_at_bound_check"),
    // Rows break the new key.
    ("partition/constraint up", "violates foreign key constraint"),
    ("partition/index up", "could not create unique index"),
    // Rows break the new rule.
    ("constraint/check up", "a_x_check"),
];

/// Cases that cannot be done at all, with a word of who says so: the plan, or the server.
const IMPOSSIBLE: &[(&str, &str)] = &[
    ("enum/becomes_a_domain up", "impossible: enum code becomes a domain"),
    ("enum/becomes_a_domain down", "impossible: domain code becomes an enum"),
    ("extension/version down", "has no update path"),
    // A secret is put there by hand.
    ("user_mapping/password up", "PUT_SECRET_HERE"),
    ("subscription/password up", "PUT_SECRET_HERE"),
    ("function/cycle up", "cycle: these need each other"),
    ("function/cycle down", "cycle: these need each other"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_case_applies_in_both_directions() {
    let mut cases = corpus::files(&corpus::folder("cases"), "old.sql");
    // As the offline test of the same cases has it.
    if let Ok(wanted) = std::env::var("CASE") {
        cases.retain(|case| case.to_string_lossy().contains(&wanted));
    }
    assert!(!cases.is_empty(), "the corpus is not where it was");
    let wanted = std::env::var("CASE").unwrap_or_default();
    let cases = cases.into_iter().filter(|case| case.to_string_lossy().contains(&wanted));
    // Only Citus knows what these call; `live/distribution.rs` runs such calls.
    let cases = cases.filter(|case| !case.to_string_lossy().contains("/cases/distribution/"));
    let directions = cases.flat_map(|old| [(old.clone(), "up"), (old, "down")]).collect();
    let results = each(directions, |(old, direction)| case(old, direction)).await;
    let failures: Vec<&String> = results.iter().filter_map(|result| result.as_ref().err()).collect();
    let told: Vec<&str> = failures.iter().map(|failure| failure.as_str()).collect();
    assert!(told.is_empty(), "{} of {} fail:\n{}", told.len(), results.len(), told.join("\n\n"));
}

/// Proves one case in one direction; the error begins with its name.
async fn case(old: PathBuf, direction: &'static str) -> Result<(), String> {
    let folder = old.parent().unwrap_or(Path::new(""));
    let name = folder.strip_prefix(corpus::folder("cases")).unwrap_or(folder).display().to_string();
    let (old, new) = (corpus::text(&old), corpus::text(&folder.join("new.sql")));
    let (from, to) = if direction == "up" { (&old, &new) } else { (&new, &old) };
    let case = format!("{name} {direction}");
    let listed =
        |list: &[(&str, &'static str)]| list.iter().find(|(of, _)| *of == case).map(|(_, word)| *word);
    let proof = prove(from, to).await;
    let result = match (listed(REFUSED), listed(IMPOSSIBLE)) {
        (Some(word), _) => expected(proof.map(drop), word).and(prove_empty(from, to).await.map(drop)),
        (None, Some(word)) => expected(proof.map(drop), word),
        (None, None) => proof.map(|proof| {
            proof.empty.iter().for_each(|table| eprintln!("{case}: no row in {table}"));
        }),
    };
    result.map_err(|what| format!("=== {case}\n{what}"))
}

/// Turns the expected failure into success, and everything else into a failure.
fn expected(result: Result<(), String>, word: &str) -> Result<(), String> {
    match result {
        Err(what) if what.contains(word) => Ok(()),
        Err(other) => Err(other),
        Ok(()) => Err(format!("should fail with `{word}`, and does not: take it off the list")),
    }
}
