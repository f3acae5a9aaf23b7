//! Names and texts as SQL text.

/// Appends an identifier in quotes, with quotes in it doubled.
pub(crate) fn identifier(sql: &mut String, name: &str) {
    sql.push('"');
    for (i, part) in name.split('"').enumerate() {
        if i > 0 {
            sql.push_str("\"\"");
        }
        sql.push_str(part);
    }
    sql.push('"');
}

/// An identifier in quotes.
#[cfg(feature = "test")]
pub(crate) fn quoted(name: &str) -> String {
    let mut sql = String::with_capacity(name.len() + 2);
    identifier(&mut sql, name);
    sql
}

/// A text in quotes. With a backslash in it, it says that backslashes mean themselves doubled, whatever
/// `standard_conforming_strings` is (manual: 4.1.2.2).
pub(crate) fn literal(text: &str) -> String {
    let doubled = text.replace('\'', "''");
    match text.contains('\\') {
        true => format!("E'{}'", doubled.replace('\\', "\\\\")),
        false => format!("'{doubled}'"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_quote_in_a_name_is_doubled() {
        let mut sql = String::new();
        super::identifier(&mut sql, "a\"b");
        assert_eq!(sql, "\"a\"\"b\"");
    }

    #[test]
    fn quotes_and_backslashes_stay_inside() {
        assert_eq!(super::literal("it's"), "'it''s'");
        assert_eq!(super::literal(r"a\' OR true --"), r"E'a\\'' OR true --'");
    }
}
