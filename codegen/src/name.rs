//! The names that PostgreSQL derives when the author gives none. The derive macro needs them too, so they stand outside
//! the feature `engine`.

#[cfg(feature = "query")]
mod ident;

#[cfg(feature = "query")]
pub(crate) use ident::{field_ident, snake};
#[cfg(feature = "engine")]
pub(crate) use ident::{is_usable, usable};

/// Identifiers longer than this many bytes are cut by the server (`NAMEDATALEN - 1`).
const MAX_NAME: usize = 63;

/// Cuts a name to `bytes` bytes without splitting a character, as `pg_mbcliplen` does.
fn clip_to(name: &str, bytes: usize) -> &str {
    if name.len() <= bytes {
        return name;
    }
    let mut end = bytes;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

/// A name in double quotes, as an identifier of SQL: an embedded quote is doubled.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Cuts an identifier to the 63 bytes that the server keeps (manual: "Identifiers and Key Words", 4.1.1).
pub fn clip(name: &str) -> &str {
    clip_to(name, MAX_NAME)
}

/// A name with something behind it, where the name is cut and not the suffix.
#[cfg(feature = "engine")]
pub(crate) fn with_suffix(name: &str, suffix: &str) -> String {
    format!("{}{suffix}", clip_to(name, MAX_NAME - suffix.len()))
}

/// The name that PostgreSQL gives an unnamed object: `{first}_{second}_{label}`, cut to 63 bytes by shortening
/// the longer of the two parts first. Follows `makeObjectName` in `src/backend/commands/indexcmds.c`.
///
/// ```
/// use tablewright_codegen::model::derive_name;
/// assert_eq!(derive_name("todo", Some("userId"), "fkey"), "todo_userId_fkey");
/// assert_eq!(derive_name("todo", None, "pkey"), "todo_pkey");
/// ```
pub fn derive_name(first: &str, second: Option<&str>, label: &str) -> String {
    let overhead = second.map_or(0, |_| 1) + 1 + label.len();
    let available = MAX_NAME - overhead;
    let (mut a, mut b) = (first.len(), second.map_or(0, str::len));
    while a + b > available {
        if a > b { a -= 1 } else { b -= 1 }
    }
    let first = clip_to(first, a);
    match second {
        Some(second) => format!("{first}_{}_{label}", clip_to(second, b)),
        None => format!("{first}_{label}"),
    }
}

/// The first of `{..}_{label}`, `{..}_{label}1`, `{..}_{label}2` ... that is not taken, as `ChooseRelationName` does.
pub fn first_free_name(
    first: &str,
    second: Option<&str>,
    label: &str,
    taken: impl Fn(&str) -> bool,
) -> String {
    let mut name = derive_name(first, second, label);
    let mut number = 0;
    while taken(&name) {
        number += 1;
        name = derive_name(first, second, &format!("{label}{number}"));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_part_is_shortened_first_and_characters_stay_whole() {
        let long = "t".repeat(70);
        let name = derive_name(&long, Some("id"), "key");
        assert_eq!(name.len(), 63);
        assert!(name.ends_with("t_id_key"));
        let name = derive_name(&"é".repeat(40), Some("c"), "idx");
        assert!(name.len() <= 63 && name.ends_with("é_c_idx"));
    }

    #[test]
    fn a_taken_name_is_numbered() {
        let name = first_free_name("a", Some("b"), "key", |n| n == "a_b_key");
        assert_eq!(name, "a_b_key1");
    }
}
