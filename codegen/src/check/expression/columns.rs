//! Which names in an expression can only be columns.

use sqlparser::ast::{Expr as Ast, FunctionArg, FunctionArgExpr, FunctionArguments, Ident};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Token;

/// A column as an expression names it, folded as PostgreSQL folds it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ColumnName {
    /// The table before the dot.
    pub(super) table: Option<String>,
    /// The column.
    pub(super) column: String,
}

/// The columns that an expression certainly names. Parts that bring names of their own, such as a subquery, are passed
/// over, and so is an expression that the parser cannot read.
pub(super) fn columns(text: &str) -> Vec<ColumnName> {
    let mut found = Vec::new();
    let Some(ast) = parse(text) else { return found };
    let mut left = vec![&ast];
    while let Some(part) = left.pop() {
        match part {
            Ast::Identifier(name) => found.push(ColumnName { table: None, column: fold(name) }),
            // Longer names are those of fields in composite columns.
            Ast::CompoundIdentifier(parts) => {
                if let [table, name] = parts.as_slice() {
                    found.push(ColumnName { table: Some(fold(table)), column: fold(name) });
                }
            }
            other => left.extend(children(other)),
        }
    }
    found
}

fn parse(text: &str) -> Option<Ast> {
    let dialect = PostgreSqlDialect {};
    let mut parser = Parser::new(&dialect).try_with_sql(text).ok()?;
    let ast = parser.parse_expr().ok()?;
    (parser.peek_token_ref().token == Token::EOF).then_some(ast)
}

fn fold(name: &Ident) -> String {
    if name.quote_style.is_some() { name.value.clone() } else { name.value.to_lowercase() }
}

/// The expressions directly inside one; none for the shapes that we do not look into. It is the parser's enum, with shapes
/// of many dialects: what is not listed is not judged.
fn children(ast: &Ast) -> Vec<&Ast> {
    match ast {
        Ast::Nested(expr)
        | Ast::IsNull(expr)
        | Ast::IsNotNull(expr)
        | Ast::IsTrue(expr)
        | Ast::IsNotTrue(expr)
        | Ast::IsFalse(expr)
        | Ast::IsNotFalse(expr)
        | Ast::IsUnknown(expr)
        | Ast::IsNotUnknown(expr)
        | Ast::UnaryOp { expr, .. }
        | Ast::Cast { expr, .. }
        | Ast::Collate { expr, .. }
        | Ast::Extract { expr, .. } => vec![expr],
        Ast::BinaryOp { left, right, .. }
        | Ast::AnyOp { left, right, .. }
        | Ast::AllOp { left, right, .. } => {
            vec![left, right]
        }
        Ast::IsDistinctFrom(left, right) | Ast::IsNotDistinctFrom(left, right) => vec![left, right],
        Ast::AtTimeZone { timestamp, time_zone } => vec![timestamp, time_zone],
        Ast::Position { expr, r#in } => vec![expr, r#in],
        Ast::Between { expr, low, high, .. } => vec![expr, low, high],
        Ast::Like { expr, pattern, .. }
        | Ast::ILike { expr, pattern, .. }
        | Ast::SimilarTo { expr, pattern, .. } => {
            vec![expr, pattern]
        }
        Ast::Case { operand, conditions, else_result, .. } => {
            let when = conditions.iter().flat_map(|when| [&when.condition, &when.result]);
            operand.as_deref().into_iter().chain(else_result.as_deref()).chain(when).collect()
        }
        Ast::Tuple(list) => list.iter().collect(),
        Ast::Array(array) => array.elem.iter().collect(),
        Ast::Trim { expr, trim_what, .. } => trim_what.as_deref().into_iter().chain([&**expr]).collect(),
        Ast::Function(function) => match &function.args {
            FunctionArguments::List(list) => list.args.iter().filter_map(argument).collect(),
            FunctionArguments::None | FunctionArguments::Subquery(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn argument(argument: &FunctionArg) -> Option<&Ast> {
    match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let mut names: Vec<String> = columns(text).into_iter().map(|name| name.column).collect();
        names.sort();
        names
    }

    #[test]
    fn functions_types_and_literals_are_no_columns() {
        let text =
            "lower(Title) || coalesce(\"subTitle\", '') || (n::todo_status)::text || CASE WHEN a THEN b END";
        assert_eq!(names(text), ["a", "b", "n", "subTitle", "title"]);
        assert_eq!(names("created > now() - interval '1 day'"), ["created"]);
        assert_eq!(names("trim(BOTH '-' FROM slug)"), ["slug"]);
    }

    #[test]
    fn what_brings_names_of_its_own_is_not_judged() {
        assert_eq!(names("a AND EXISTS (SELECT 1 FROM t WHERE x)"), ["a"]);
        assert_eq!(names("f(b, a => 1)"), ["b"]);
        assert_eq!(names("this is no expression"), [""; 0]);
    }
}
