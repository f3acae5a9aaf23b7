//! What the bound of a partition says of each row, as a condition.

use super::lexeme::{Lexeme, lexemes};
use crate::ddl;
use crate::model::{Expr, IndexKey, PartitionBound, PartitionKey};

/// The column that a partition is chosen by, and the condition that its rows satisfy (`get_partition_qual_relid`). `None`
/// for a key of several columns or of expressions, for hashes, and for the default partition.
pub(crate) fn condition(key: &PartitionKey, bound: &PartitionBound) -> Option<(String, Expr)> {
    let [element] = key.elements.as_slice() else { return None };
    let (IndexKey::Column(name), None, None) = (&element.key, &element.collation, &element.operator_class)
    else {
        return None;
    };
    let column = ddl::Ident(name);
    let is_null = |value: &&Expr| value.canonical == "null";
    let text = match bound {
        PartitionBound::In(values) => {
            let listed: Vec<&str> =
                values.iter().filter(|value| !is_null(value)).map(|v| v.text.as_str()).collect();
            let listed = format!("{column} IN ({})", listed.join(", "));
            match (values.iter().any(|value| is_null(&value)), values.len()) {
                (true, 1) => format!("{column} IS NULL"),
                (true, _) => format!("{column} IS NULL OR {listed}"),
                (false, _) => format!("{column} IS NOT NULL AND {listed}"),
            }
        }
        PartitionBound::FromTo { from, to } => {
            let ([from], [to]) = (from.as_slice(), to.as_slice()) else { return None };
            let mut text = format!("{column} IS NOT NULL");
            if from.canonical != "minvalue" {
                text.push_str(&format!(" AND {column} >= {}", from.text));
            }
            if to.canonical != "maxvalue" {
                text.push_str(&format!(" AND {column} < {}", to.text));
            }
            text
        }
        PartitionBound::Hash { .. } | PartitionBound::Default => return None,
    };
    Some((name.clone(), super::expr(&text)))
}

/// Whether every value of a bound says the same whenever it is looked at: literals, with or without a type.
pub(crate) fn is_constant(bound: &PartitionBound) -> bool {
    match bound {
        PartitionBound::In(values) => values.iter().all(is_literal),
        PartitionBound::FromTo { from, to } => from.iter().chain(to).all(is_literal),
        PartitionBound::Hash { .. } | PartitionBound::Default => true,
    }
}

fn is_literal(value: &Expr) -> bool {
    let tokens = lexemes(&value.text);
    let signed = usize::from(tokens.first() == Some(&Lexeme::Sign("-".to_owned())));
    let value = match tokens.get(signed) {
        Some(Lexeme::Literal(text)) => signed == 0 && !is_moving(text),
        Some(Lexeme::Sign(number)) => number.starts_with(|c: char| c.is_ascii_digit()),
        Some(Lexeme::Word(word)) => {
            tokens.len() == 1 && ["minvalue", "maxvalue", "null", "true", "false"].contains(&word.as_str())
        }
        Some(Lexeme::Quoted(_)) | None => false,
    };
    let rest = tokens.get(signed + 1).is_none_or(|next| *next == Lexeme::Sign("::".to_owned()));
    value && rest
}

/// Whether a literal is one that means another value on another day.
fn is_moving(text: &str) -> bool {
    let text = text.to_lowercase();
    ["now", "today", "tomorrow", "yesterday"].iter().any(|word| text.contains(word))
}
