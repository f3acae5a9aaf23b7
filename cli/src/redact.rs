//! Passwords of URLs are never shown, wherever a text has them from.

/// What stands in the place of a password.
const HIDDEN: &str = "***";

/// The text with the password of every URL in it hidden.
pub(crate) fn redact(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        shown.push_str(before);
        rest = after;
        // A password may hold `@` and `:` that nobody encoded: it goes to the last `@` before the path.
        let end = after.find(|c: char| c.is_whitespace() || "/'\"`<>".contains(c)).unwrap_or(after.len());
        let Some(host) = after[..end].rfind('@') else { continue };
        let Some(colon) = after[..host].find(':') else { continue };
        shown.push_str(&after[..=colon]);
        shown.push_str(HIDDEN);
        rest = &after[host..];
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_hidden_and_the_rest_stays() {
        for (text, shown) in [
            ("postgres://ada:s3cret@h:5432/db", "postgres://ada:***@h:5432/db"),
            (
                "see `mysql://ada:s3@ret@h/db` and https://toml.io",
                "see `mysql://ada:***@h/db` and https://toml.io",
            ),
            ("postgres://ada@h:5432/db, ünd", "postgres://ada@h:5432/db, ünd"),
            ("a://b:c", "a://b:c"),
            ("p://a:b@c p://d:e@f", "p://a:***@c p://d:***@f"),
        ] {
            assert_eq!(redact(text), shown);
        }
    }
}
