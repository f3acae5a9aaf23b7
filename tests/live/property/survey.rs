//! For whoever works on the engine: many pairs, each kind of failure once, with a small pair that shows it.
//!
//! `PROPTEST_CASES=500 cargo test -p tablewright-tests --test live survey -- --ignored --nocapture`

use std::collections::BTreeMap;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tablewright_tests::{block_on, prove};

use super::{changes, config, texts, things};

/// What a pair is made from: things, and changes of them.
type Choices = [Vec<Vec<u16>>; 2];

#[test]
#[ignore = "a tool, not a test"]
fn survey() {
    let mut runner = TestRunner::new(config());
    let mut kinds: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for _ in 0..config().cases {
        let pair = (things(), changes()).new_tree(&mut runner).expect("nothing is filtered").current();
        let choices = [pair.0, pair.1];
        let Some((kind, report)) = failure(&choices) else { continue };
        match kinds.get_mut(&kind) {
            Some((count, _)) => *count += 1,
            None => {
                let small = smaller(choices, &kind, report);
                kinds.insert(kind, (1, small));
            }
        }
    }
    for (kind, (count, report)) in &kinds {
        println!("\n################ {count} x {kind}\n{report}");
    }
}

/// The kind of failure and all about it.
fn failure([things, changes]: &Choices) -> Option<(String, String)> {
    let (old, new) = texts(things.clone(), changes.clone());
    let what = block_on(prove(&old, &new)).err()?;
    Some((kind_of(&what), format!("{what}\n--- old\n{old}\n--- new\n{new}")))
}

/// Leaves out changes, then things, as long as the failure stays the same.
fn smaller(mut choices: Choices, kind: &str, mut report: String) -> String {
    for list in [1, 0] {
        let mut at = 0;
        while at < choices[list].len() {
            let mut fewer = choices.clone();
            fewer[list].remove(at);
            match failure(&fewer) {
                Some((same, smaller)) if same == kind => (choices, report) = (fewer, smaller),
                Some(_) | None => at += 1,
            }
        }
    }
    report
}

/// The first words of a failure without what differs from case to case.
fn kind_of(what: &str) -> String {
    let words = what.lines().take(2).flat_map(str::split_whitespace);
    let plain = words.filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || "(),:".contains(c)));
    plain.take(16).collect::<Vec<_>>().join(" ")
}
