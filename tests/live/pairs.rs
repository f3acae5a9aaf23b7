//! Folders of schema pairs from outside: what is in `$PAIRS` is proved on the server and reported by class of failure.
//!
//! ```text
//! PAIRS=/some/folder cargo test -p tablewright-tests --test live pairs -- --ignored --nocapture
//! ```
//!
//! `<folder>/**/{old,new}.sql` is a pair, and is tried in both directions: the plan, run on a database that holds the one
//! text, must give the catalog of a database that holds the other, by our own reading and by `pg_dump`. Every other `.sql` file is a schema:
//! what is read of it and printed again must make the same database. `PAIR=word` tries only the paths that contain the word. Pairs that
//! the server itself refuses are counted, not failed. All failures are written to `$PAIRS/report.txt`.

mod class;
mod outside;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tablewright_tests::{corpus, each};

use class::class;
use outside::{Outcome, pair, round_trip};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a folder of pairs in PAIRS"]
async fn pairs() {
    let Ok(folder) = std::env::var("PAIRS") else { panic!("PAIRS names the folder of pairs") };
    let folder = PathBuf::from(folder);
    let tasks = tasks(&folder);
    assert!(!tasks.is_empty(), "no .sql file in {}", folder.display());
    let results = each(tasks, |(name, task)| async move { (name, tokio::spawn(run(task)).await) }).await;
    let mut counts = BTreeMap::<&str, usize>::new();
    let mut classes = BTreeMap::<String, Vec<String>>::new();
    let mut report = String::new();
    for (name, result) in results {
        let outcome = result.unwrap_or_else(|panic| Outcome::Failed("panic".to_owned(), panic.to_string()));
        *counts.entry(outcome.word()).or_default() += 1;
        if let Outcome::Failed(stage, what) | Outcome::Refused(stage, what) = &outcome {
            report.push_str(&format!("=== {name}: {}: {stage}\n{what}\n\n", outcome.word()));
            let class = format!("{} {stage}: {}", outcome.word(), class(what));
            classes.entry(class).or_default().push(name);
        }
    }
    std::fs::write(folder.join("report.txt"), report).expect("the folder can be written");
    print(&counts, classes);
}

/// What is tried with one file or pair.
enum Task {
    Pair(PathBuf, PathBuf),
    RoundTrip(PathBuf),
}

async fn run(task: Task) -> Outcome {
    match task {
        Task::Pair(old, new) => pair(&corpus::text(&old), &corpus::text(&new)).await,
        Task::RoundTrip(file) => round_trip(&corpus::text(&file)).await,
    }
}

fn tasks(folder: &Path) -> Vec<(String, Task)> {
    let wanted = std::env::var("PAIR").unwrap_or_default();
    let mut tasks = Vec::new();
    for file in corpus::files(folder, ".sql") {
        let parent = file.parent().unwrap_or(folder);
        let name = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
        let is = |name: &str| file.file_name().is_some_and(|file| file == name);
        if !file.to_string_lossy().contains(&wanted) {
            continue;
        }
        let (old, new) = (parent.join("old.sql"), parent.join("new.sql"));
        if is("old.sql") && new.is_file() {
            tasks.push((format!("{name} up"), Task::Pair(old.clone(), new.clone())));
            tasks.push((format!("{name} down"), Task::Pair(new, old)));
        } else if !(is("new.sql") && old.is_file()) {
            tasks.push((name, Task::RoundTrip(file)));
        }
    }
    tasks
}

fn print(counts: &BTreeMap<&str, usize>, classes: BTreeMap<String, Vec<String>>) {
    let mut classes: Vec<(String, Vec<String>)> = classes.into_iter().collect();
    classes.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
    for (class, names) in &classes {
        let example = names.first().map_or("", String::as_str);
        println!("{:5}  {class}\n       e.g. {example}", names.len());
    }
    println!("{counts:?}");
}
