//! Rows as CSV, after RFC 4180. NULL is nothing, and a text without letters is `""`.

/// One line with its end.
pub(crate) fn line<'a>(values: impl Iterator<Item = Option<&'a str>>) -> String {
    let mut text = String::new();
    for (i, value) in values.enumerate() {
        if i > 0 {
            text.push(',');
        }
        match value {
            None => {}
            Some(value) if value.is_empty() || value.contains(['"', ',', '\n', '\r']) => {
                text.push_str(&format!("\"{}\"", value.replace('"', "\"\"")));
            }
            Some(value) => text.push_str(value),
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_quotes_has_them() {
        let values = [Some("a"), None, Some(""), Some("b, \"c\"\nd")];
        assert_eq!(line(values.into_iter()), "a,,\"\",\"b, \"\"c\"\"\nd\"\n");
    }
}
