//! Which names Zero takes. It refuses a whole table for one that it does not, and does not start.

/// The column that Zero adds to every table.
const OWN: &str = "_0_version";

/// Whether a table may be called that.
pub fn takes_table(name: &str) -> bool {
    starts(name) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
}

/// Whether a column may be called that.
pub fn takes_column(name: &str) -> bool {
    name != OWN && starts(name) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
}

fn starts(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}
