//! Every case of `tests/cases` on a server, in both directions: the plan runs on a database with rows in it, gives the new
//! catalog and loses nothing.

use tablewright_tests::{corpus, prove};

/// Cases whose plan a server must refuse when there are rows, with a word of what it says: a decision about the data is
/// missing, and the plan has no right to take it.
const REFUSED: &[(&str, &str)] = &[];

#[tokio::test]
async fn every_case_applies_in_both_directions() {
    let mut failures = Vec::new();
    let mut proved = 0;
    let cases = corpus::files(&corpus::folder("cases"), "old.sql");
    assert!(!cases.is_empty(), "the corpus is not where it was");
    for old in &cases {
        let folder = old.parent().expect("a file has a folder");
        let name =
            folder.strip_prefix(corpus::folder("cases")).expect("it was found there").display().to_string();
        let (old, new) = (corpus::text(old), corpus::text(&folder.join("new.sql")));
        for (direction, from, to) in [("up", &old, &new), ("down", &new, &old)] {
            let case = format!("{name} {direction}");
            let refused = REFUSED.iter().find(|(of, _)| *of == case).map(|(_, word)| *word);
            match (prove(from, to).await, refused) {
                (Ok(proof), None) => {
                    proved += 1;
                    proof.empty.iter().for_each(|table| eprintln!("{case}: no row in {table}"));
                }
                (Ok(_), Some(_)) => failures.push(format!("=== {case}\nis listed as refused but is not")),
                (Err(error), Some(word)) if error.contains(word) => {}
                (Err(error), _) => failures.push(format!("=== {case}\n{error}")),
            }
        }
    }
    assert!(failures.is_empty(), "{} fail, {proved} hold:\n{}", failures.len(), failures.join("\n\n"));
}
