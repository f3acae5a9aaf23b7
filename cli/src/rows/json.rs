//! Rows as JSON: numbers as numbers, to the last digit; `json` nested; arrays and vectors as lists.

use serde_json::Value;

use super::array::{self, Item};
use super::{Column, Kind, Row};

/// The names of the columns as keys: a second one of a name gets a number.
pub(crate) fn names(columns: &[Column]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for column in columns {
        let taken = |name: &str| names.iter().any(|own| own == name);
        let mut name = column.name.clone();
        let mut number = 2;
        while taken(&name) {
            name = format!("{}_{number}", column.name);
            number += 1;
        }
        names.push(name);
    }
    names
}

/// A row as an object in one line.
pub(crate) fn object(names: &[String], columns: &[Column], row: &Row) -> String {
    let members = names.iter().zip(columns).zip(row).map(|((name, column), value)| {
        let value = value.as_deref().map_or_else(|| "null".to_owned(), |text| json(&column.kind, text));
        format!("{}: {value}", string(name))
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}

fn string(text: &str) -> String {
    Value::from(text).to_string()
}

fn json(kind: &Kind, text: &str) -> String {
    match kind {
        // `NaN` and `Infinity` are no numbers in JSON.
        Kind::Number if serde_json::from_str::<f64>(text).is_ok() => text.to_owned(),
        Kind::Bool => (text == "t").to_string(),
        // Its lines are put together: a row is a line.
        Kind::Json => text.replace(['\n', '\r'], " "),
        Kind::Vector => text.to_owned(),
        Kind::Array(inner) => array::parse(text).map_or_else(|| string(text), |items| list(inner, &items)),
        Kind::Number | Kind::Money | Kind::Text => string(text),
    }
}

fn list(kind: &Kind, items: &[Item]) -> String {
    let items = items.iter().map(|item| match item {
        Item::Null => "null".to_owned(),
        Item::Text(text) => json(kind, text),
        Item::List(items) => list(kind, items),
    });
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_their_types() {
        let array = |kind| Kind::Array(Box::new(kind));
        for (kind, text, wanted) in [
            (Kind::Number, "12345678901234567890.10", "12345678901234567890.10"),
            (Kind::Number, "1e+20", "1e+20"),
            (Kind::Number, "NaN", "\"NaN\""),
            (Kind::Bool, "t", "true"),
            (Kind::Json, "{\"a\":\n[1]}", "{\"a\": [1]}"),
            (Kind::Vector, "[1,2.5]", "[1,2.5]"),
            (array(Kind::Number), "{1,NULL}", "[1, null]"),
            (array(Kind::Json), r#"{"{\"a\": 1}"}"#, "[{\"a\": 1}]"),
            (array(Kind::Text), "{{a},{b}}", "[[\"a\"], [\"b\"]]"),
            (Kind::Text, "a\"\n", "\"a\\\"\\n\""),
        ] {
            assert_eq!(json(&kind, text), wanted);
        }
    }

    #[test]
    fn no_key_is_there_twice() {
        let column = |name: &str| Column { name: name.to_owned(), kind: Kind::Text };
        assert_eq!(
            names(&[column("a"), column("a"), column("a_2"), column("a")]),
            ["a", "a_2", "a_2_2", "a_3"]
        );
    }
}
