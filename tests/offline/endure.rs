//! Nothing panics or takes long, whatever the text: a few hundred mutations of the corpus, always the same ones. For more,
//! `cargo run -p tablewright-tests --bin fuzz`.

use tablewright_tests::{Corpus, Numbers, endure};

/// How many pairs of texts.
const PAIRS: u64 = 1_500;

#[test]
fn no_text_makes_it_panic() {
    let corpus = Corpus::read();
    let failed = (1..=PAIRS).filter_map(|seed| {
        let mut numbers = Numbers::new(seed);
        let (old, new) = corpus.pair(&mut numbers);
        endure(&old, &new).err().map(|what| format!("seed {seed}: {what}\n--- old\n{old}\n--- new\n{new}"))
    });
    let failed: Vec<String> = failed.collect();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}
