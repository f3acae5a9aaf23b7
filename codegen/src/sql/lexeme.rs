//! Tokens by value, for whoever looks at the words around a name without reading statements: the planner, which asks
//! what a view or a function body mentions.

use std::ops::Range;

use super::text::{Kind, fold_word, lex, split, unquote_name, unquote_string};

/// A token of a query or function body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lexeme {
    /// An unquoted word, folded: a keyword or a name.
    Word(String),
    /// A quoted name.
    Quoted(String),
    /// The value of a string literal, dollar-quoted or not.
    Literal(String),
    /// Everything else as it stands: operators, brackets, commas, numbers.
    Sign(String),
}

/// The tokens of a text, without comments and white space.
pub(crate) fn lexemes(text: &str) -> Vec<Lexeme> {
    let token = |token: &super::text::Token| {
        let text = &text[token.start..token.end];
        match token.kind {
            Kind::Word => Lexeme::Word(fold_word(text)),
            Kind::Quoted => Lexeme::Quoted(unquote_name(text)),
            Kind::String | Kind::Dollar => Lexeme::Literal(unquote_string(text)),
            Kind::Number
            | Kind::Parameter
            | Kind::Operator
            | Kind::Open
            | Kind::Close
            | Kind::OpenBracket
            | Kind::CloseBracket
            | Kind::Comma
            | Kind::Semicolon
            | Kind::Dot
            | Kind::Colon
            | Kind::Cast
            | Kind::Stray => Lexeme::Sign(text.to_owned()),
        }
    };
    lex(text).tokens.iter().map(token).collect()
}

/// Where the statements of a text stand, without their semicolons.
pub fn statements(text: &str) -> Vec<Range<usize>> {
    let lexed = lex(text);
    let span = |tokens: &Range<usize>| {
        let tokens = lexed.tokens.get(tokens.clone())?;
        Some(tokens.first()?.start..tokens.last()?.end)
    };
    split(text, &lexed.tokens).iter().filter_map(|statement| span(&statement.tokens)).collect()
}
