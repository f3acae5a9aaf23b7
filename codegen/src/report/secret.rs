//! Secrets in the lines that a mistake is shown with: they are not for a terminal or a log.

use std::borrow::Cow;

use crate::model::{holds_password, is_secret};

/// The text with stars for what stands in a string behind the name of a secret, or in a string that holds a password. It
/// stays as long as it was, so that the places in it stay right.
pub(super) fn masked(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut word = "";
    let (mut at, mut done) = (0, 0);
    while let Some(found) = text[at..].find('\'') {
        let start = at + found + 1;
        let before = words_before(&text[at..start - 1]);
        // Of two strings next to each other, the second goes on with the first.
        if !before.is_empty() {
            word = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
        }
        let end = closing(text, start);
        if is_secret(word) || holds_password(&text[start..end]) {
            shown.push_str(&text[done..start]);
            shown.extend(std::iter::repeat_n('*', end - start));
            done = end;
        }
        at = (end + 1).min(text.len());
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(&text[done..]);
    Cow::Owned(shown)
}

/// What stands before a string, without the `E` that may belong to it.
fn words_before(text: &str) -> &str {
    let blank = |c: char| c.is_whitespace() || matches!(c, '=' | '"');
    let text = text.strip_suffix(['E', 'e']).filter(|rest| rest.ends_with(blank)).unwrap_or(text);
    text.trim_end_matches(blank)
}

/// Where the string ends that starts there: at its quote, or with the text.
fn closing(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(found) = text[at..].find('\'') {
        let quote = at + found;
        if !text[quote + 1..].starts_with('\'') {
            return quote;
        }
        at = quote + 2;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn what_is_secret_has_stars() {
        for (text, shown) in [
            ("OPTIONS (user 'a', password 'b')", "OPTIONS (user 'a', password '*')"),
            ("OPTIONS (password E'b''c', x 'd')", "OPTIONS (password E'****', x 'd')"),
            ("OPTIONS (\"password\"   'b'", "OPTIONS (\"password\"   '*'"),
            ("CONNECTION 'host=a password=b'", "CONNECTION '*****************'"),
            ("CONNECTION 'postgres://a:b@c/d' x", "CONNECTION '******************' x"),
            ("password_required 'true'", "password_required 'true'"),
            ("DEFAULT 'größe', 'open", "DEFAULT 'größe', 'open"),
            ("password 'größe", "password '*******"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }
}
