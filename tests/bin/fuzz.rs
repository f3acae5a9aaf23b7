//! A long run of the mutation fuzzer; `offline/endure.rs` is a short one.
//!
//! ```text
//! cargo run -p tablewright-tests --bin fuzz -- --seconds 600 [--seed 1]
//! ```
//!
//! Prints the seed and the texts of everything that panics or takes over a second.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use tablewright_tests::{Corpus, Numbers, endure};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)?.parse::<u64>().ok()
    };
    let until = Instant::now() + Duration::from_secs(number("--seconds").unwrap_or(60));
    let corpus = Corpus::read();
    // What panics is told below, once.
    std::panic::set_hook(Box::new(|info| eprintln!("{info}")));
    let (mut seed, mut failures) = (number("--seed").unwrap_or(1), 0);
    let first = seed;
    while Instant::now() < until {
        let mut numbers = Numbers::new(seed);
        let (old, new) = corpus.pair(&mut numbers);
        if let Err(what) = endure(&old, &new) {
            failures += 1;
            println!("=== seed {seed}: {what}\n--- old\n{old}\n--- new\n{new}");
        }
        seed += 1;
    }
    println!("{} pairs, {failures} failures", seed - first);
    if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
