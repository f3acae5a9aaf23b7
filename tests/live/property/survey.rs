//! For whoever works on the engine: many pairs, each kind of failure once, with a small pair that shows it.
//!
//! `PROPTEST_CASES=500 cargo test -p tablewright-tests --test live survey -- --ignored --nocapture`
//!
//! `SEED=2` tries other pairs.

use std::collections::BTreeMap;
use std::sync::Mutex;

use tablewright_tests::Numbers;
use tokio::runtime::Runtime;

use super::prove::Bench;
use super::{AT_ONCE, bench, config, texts};

/// What a pair is made from: things, and changes of them.
type Choices = [Vec<Vec<u16>>; 2];

#[test]
#[ignore = "a tool, not a test"]
fn survey() {
    let kinds: Mutex<BTreeMap<String, (usize, String)>> = Mutex::default();
    let first: u64 = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    std::thread::scope(|scope| {
        for thread in 0..AT_ONCE {
            let kinds = &kinds;
            scope.spawn(move || {
                let mut numbers = Numbers::new(first * 1_000_003 + u64::from(thread));
                look(&mut numbers, kinds);
            });
        }
    });
    let kinds = kinds.into_inner().expect("no thread has panicked");
    let failures: usize = kinds.values().map(|(count, _)| count).sum();
    println!("{failures} failures of {} kinds in {} pairs", kinds.len(), config().cases * AT_ONCE);
}

fn look(numbers: &mut Numbers, kinds: &Mutex<BTreeMap<String, (usize, String)>>) {
    let (mut bench, runtime) = bench();
    for _ in 0..config().cases {
        let choices = [lists(numbers, 9, 40), lists(numbers, 6, 24)];
        let Some((kind, report)) = failure(&mut bench, &runtime, &choices) else { continue };
        {
            let mut kinds = kinds.lock().expect("no thread has panicked");
            if let Some((count, _)) = kinds.get_mut(&kind) {
                *count += 1;
                continue;
            }
            kinds.insert(kind.clone(), (1, String::new()));
        }
        let small = smaller(&mut bench, &runtime, choices, &kind, report);
        println!("\n################ {kind}\n{small}");
    }
    runtime.block_on(bench.drop());
}

fn lists(numbers: &mut Numbers, most: usize, length: usize) -> Vec<Vec<u16>> {
    let mut number = || u16::try_from(numbers.below(65_536)).unwrap_or(0);
    let count = 1 + usize::from(number()) % most;
    (0..count).map(|_| (0..length).map(|_| number()).collect()).collect()
}

/// The kind of failure and all about it.
fn failure(bench: &mut Bench, runtime: &Runtime, [things, changes]: &Choices) -> Option<(String, String)> {
    let (old, new) = texts(things.clone(), changes.clone());
    let what = runtime.block_on(bench.prove(&old, &new)).err()?;
    Some((kind_of(&what), format!("{what}\n--- old\n{old}\n--- new\n{new}")))
}

/// Leaves out changes, then things, as long as the failure stays the same.
fn smaller(
    bench: &mut Bench,
    runtime: &Runtime,
    mut choices: Choices,
    kind: &str,
    mut report: String,
) -> String {
    for list in [1, 0] {
        let mut at = 0;
        while at < choices[list].len() {
            let mut fewer = choices.clone();
            fewer[list].remove(at);
            match failure(bench, runtime, &fewer) {
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
    let plain = words.filter(|word| word.chars().all(|c| c.is_ascii_alphabetic() || "(),:_=".contains(c)));
    plain.take(16).collect::<Vec<_>>().join(" ")
}
