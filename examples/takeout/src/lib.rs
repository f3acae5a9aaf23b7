//! The showcase's tables as Rust, made by `build.rs` from `schema.sql` and `schema-private.sql` at the top of the
//! repository, and the few helpers that its program needs.

mod schema {
    tablewright::include_schema!();
}

pub use schema::*;
use tablewright::types::Vector;

/// A stand-in for a language model: turns a text into 384 numbers, such that texts with words in common are near each
/// other. Every word adds one to a place that its letters choose.
pub fn embed(text: &str) -> Vector {
    let mut numbers = vec![0.0_f32; 384];
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2) {
        let place =
            word.to_lowercase().bytes().fold(7_usize, |hash, byte| (hash * 31 + usize::from(byte)) % 384);
        numbers[place] += 1.0;
    }
    Vector::from(numbers)
}
