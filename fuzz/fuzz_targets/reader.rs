//! Any text: it is read or refused, never a panic.
//!
//! ```text
//! cargo +nightly fuzz run reader -- -max_total_time=600
//! ```

#![no_main]

use libfuzzer_sys::fuzz_target;
use tablewright_tests::endure;

fuzz_target!(|text: &str| {
    if let Err(what) = endure(text, text) {
        panic!("{what}");
    }
});
