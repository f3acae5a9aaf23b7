//! Functions that run with the rights of their owner.

use super::lexeme::{Lexeme, lexemes};
use crate::model::Function;

/// Whether a function is `SECURITY DEFINER` without `SET search_path`: names in it are looked up as the caller says. The
/// clauses stand before or behind the body, in any order.
pub(crate) fn is_open_definer(function: &Function) -> bool {
    let words = words(&function.definition.text);
    let pair = |first: &str, second: &str| words.windows(2).any(|pair| pair == [first, second]);
    pair("security", "definer") && !pair("set", "search_path")
}

/// The words of the definition, without what strings say, up to a body of the standard's form (`BEGIN ATOMIC .. END`).
fn words(definition: &str) -> Vec<String> {
    let words = lexemes(definition).into_iter().filter_map(|lexeme| match lexeme {
        Lexeme::Word(word) | Lexeme::Quoted(word) => Some(word),
        Lexeme::Literal(_) | Lexeme::Sign(_) => None,
    });
    words.take_while(|word| word != "begin").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Expr, FunctionKind, QName};

    #[test]
    fn clauses_stand_anywhere_but_not_in_the_body() {
        for (definition, open) in [
            ("RETURNS int LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$", true),
            ("RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql EXTERNAL SECURITY DEFINER", true),
            ("RETURNS int SET search_path TO '' AS $$ SELECT 1 $$ LANGUAGE sql SECURITY DEFINER", false),
            ("RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql SECURITY DEFINER SET \"search_path\" = app", false),
            ("RETURNS int AS $$ set search_path = a $$ LANGUAGE sql SECURITY DEFINER", true),
            ("RETURNS int AS $$ security definer $$ LANGUAGE sql", false),
            ("RETURNS int LANGUAGE sql SECURITY DEFINER BEGIN ATOMIC SELECT 1; END", true),
        ] {
            let expr = Expr { text: definition.to_owned(), canonical: String::new() };
            let function = Function {
                name: QName::public("f"),
                kind: FunctionKind::Function,
                arguments: Vec::new(),
                direct: None,
                definition: expr,
                comment: None,
            };
            assert_eq!(is_open_definer(&function), open, "{definition}");
        }
    }
}
