//! What a query calls its columns.

use super::super::figure;
use super::super::text::{Kind, Token, fold_word, is_reserved, lex, unquote_name};
use crate::model::View;

/// The names of a view's columns, where its text says them.
pub(in crate::sql) fn columns(view: &View) -> Option<Vec<String>> {
    let mut names = written(&view.query.text)?;
    for (name, column) in names.iter_mut().zip(&view.columns) {
        name.clone_from(column);
    }
    Some(names)
}

/// The names that a query gives its columns.
fn written(text: &str) -> Option<Vec<String>> {
    let tokens = lex(text).tokens;
    let word = |at: usize| {
        let token: Option<&Token> = tokens.get(at).filter(|token| token.kind == Kind::Word);
        token.map(|token| fold_word(&text[token.start..token.end]))
    };
    let mut depth = 0_usize;
    let mut items: Vec<Vec<usize>> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let top = depth == 0;
        match token.kind {
            Kind::Open | Kind::OpenBracket => depth += 1,
            Kind::Close | Kind::CloseBracket => depth = depth.saturating_sub(1),
            _ => {}
        }
        match (items.last_mut(), word(at).as_deref()) {
            (None, Some("select")) if top => items.push(Vec::new()),
            (None, _) => {}
            (
                Some(_),
                Some("from" | "union" | "except" | "intersect" | "where" | "order" | "limit" | "group"),
            ) if top => {
                break;
            }
            (Some(item), Some("distinct" | "all")) if top && item.is_empty() => {
                if word(at + 1).as_deref() == Some("on") {
                    return None;
                }
            }
            (Some(_), _) if top && token.kind == Kind::Comma => items.push(Vec::new()),
            (Some(item), _) => item.push(at),
        }
    }
    let name_of = |item: &Vec<usize>| {
        let (first, last) = (*item.first()?, *item.last()?);
        let part = |at: usize| &text[tokens[at].start..tokens[at].end];
        if part(last) == "*" {
            return None;
        }
        let name = match tokens[last].kind {
            Kind::Quoted => Some(unquote_name(part(last))),
            Kind::Word => Some(fold_word(part(last))).filter(|name| !is_reserved(name)),
            _ => None,
        };
        let beside = last > first
            && matches!(
                tokens[last - 1].kind,
                Kind::Word | Kind::Quoted | Kind::Close | Kind::CloseBracket | Kind::String | Kind::Number
            );
        match name {
            Some(name) if beside => Some(name),
            _ => {
                let expr = &text[tokens[first].start..tokens[last].end];
                Some(figure::column_name(expr).unwrap_or_else(|| "?column?".to_owned()))
            }
        }
    };
    let names: Option<Vec<String>> = items.iter().map(name_of).collect();
    names.filter(|names| !names.is_empty())
}
