//! Names as SQL text.

/// Appends an identifier in quotes, with quotes in it doubled.
pub(crate) fn identifier(sql: &mut String, name: &str) {
    sql.push('"');
    for character in name.chars() {
        if character == '"' {
            sql.push('"');
        }
        sql.push(character);
    }
    sql.push('"');
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
