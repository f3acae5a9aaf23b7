//! Lines that are sorted by their first field: found by bisection, so that nothing is read but what is asked for.

/// The fields behind the first one, of every line whose first field is `key`.
pub(crate) fn find<'a>(text: &'a str, key: &str) -> impl Iterator<Item = std::str::Split<'a, char>> {
    let start = first(text, key);
    let found = text[start..].lines().take_while({
        let key = key.to_owned();
        move |line| first_field(line) == key
    });
    found.map(|line| {
        let mut fields = line.split('\t');
        fields.next();
        fields
    })
}

/// The lines whose first field starts like that, with that field.
pub(crate) fn starting<'a>(text: &'a str, prefix: &str) -> impl Iterator<Item = &'a str> {
    let start = first(text, prefix);
    let prefix = prefix.to_owned();
    text[start..].lines().take_while(move |line| line.starts_with(&prefix)).map(first_field)
}

fn first_field(line: &str) -> &str {
    line.split('\t').next().unwrap_or(line)
}

/// Where the first line starts whose first field is not less than `key`.
fn first(text: &str, key: &str) -> usize {
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = text.as_bytes()[..middle].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let start = start.max(low);
        let end = text.as_bytes()[middle..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(text.len(), |at| middle + at);
        let line = &text.as_bytes()[start..end];
        let field = line.split(|byte| *byte == b'\t').next().unwrap_or(line);
        if field < key.as_bytes() { low = (end + 1).min(text.len()) } else { high = start }
    }
    low
}

/// A field in which tabs and line ends are written `\t` and `\n`.
pub(crate) fn escape(field: &str) -> String {
    if !field.contains(['\\', '\t', '\n', '\r']) {
        return field.to_owned();
    }
    field.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

/// What [`escape`] made a field of.
pub(crate) fn unescape(field: &str) -> String {
    if !field.contains('\\') {
        return field.to_owned();
    }
    let mut out = String::with_capacity(field.len());
    let mut characters = field.chars();
    while let Some(character) = characters.next() {
        match (character, character == '\\') {
            (_, true) => match characters.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => {}
            },
            (other, false) => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_by_their_first_field() {
        let text = "a\t1\nb\t2\nb\t3\nbc\t4\nd\t5\n";
        let of = |key: &str| {
            find(text, key).map(|mut fields| fields.next().unwrap_or_default()).collect::<Vec<_>>()
        };
        assert_eq!(of("a"), ["1"]);
        assert_eq!(of("b"), ["2", "3"]);
        assert_eq!(of("bc"), ["4"]);
        assert_eq!(of("d"), ["5"]);
        assert!(of("c").is_empty() && of("").is_empty() && of("e").is_empty());
        assert_eq!(starting(text, "b").collect::<Vec<_>>(), ["b", "b", "bc"]);
        assert_eq!(unescape(&escape("a\tb\\n\n")), "a\tb\\n\n");
    }
}
