//! Names as SQL text.

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

#[cfg(test)]
mod tests {
    #[test]
    fn a_quote_in_a_name_is_doubled() {
        let mut sql = String::new();
        super::identifier(&mut sql, "a\"b");
        assert_eq!(sql, "\"a\"\"b\"");
    }
}
