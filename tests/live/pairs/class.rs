//! Failures that have the same cause, told from others by their first line without the names in it.

/// The first line of a failure, with `…` for what is quoted, numbered or named.
pub(super) fn class(what: &str) -> String {
    let mut lines = what.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    // Where the first line only announces a difference, the first differing line says more.
    let line = match (first.ends_with(':'), lines.next()) {
        (true, Some(second)) => second,
        (true, None) | (false, _) => first,
    };
    // Which statement it is says it all.
    if line.starts_with("unknown-statement") {
        return line.split(" (text ").next().unwrap_or(line).to_owned();
    }
    let mut class = String::new();
    let mut quote = None;
    for letter in line.chars() {
        match (quote, letter) {
            (None, '`' | '"' | '\'') => {
                quote = Some(letter);
                class.push('…');
            }
            (Some(open), letter) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, digit) if digit.is_ascii_digit() => {
                if !class.ends_with('…') {
                    class.push('…');
                }
            }
            (None, letter) => class.push(letter),
        }
    }
    class.chars().take(140).collect()
}
