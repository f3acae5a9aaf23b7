//! Two texts, planned in both directions.
//!
//! ```text
//! cargo +nightly fuzz run pair -- -max_total_time=600
//! ```

#![no_main]

use libfuzzer_sys::fuzz_target;
use tablewright_tests::endure;

fuzz_target!(|texts: (&str, &str)| {
    if let Err(what) = endure(texts.0, texts.1) {
        panic!("{what}");
    }
});
