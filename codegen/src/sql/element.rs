//! What an index or an exclusion constraint is made of.

use super::cursor::{Cursor, Parsed};
use super::options;
use super::text::Kind;
use crate::ddl;
use crate::model::{ExclusionElement, Expr, IndexElement, IndexKey, NullsOrder, QName, SortOrder};

/// `column | function(..) | (expression) [COLLATE c] [class [(parameters)]] [ASC | DESC] [NULLS FIRST | LAST]`.
pub(super) fn index(c: &mut Cursor<'_>) -> Parsed<IndexElement> {
    let key = key(c)?;
    let collation = if c.eat("collate") { Some(collation(c)?) } else { None };
    let mut element = IndexElement { key, collation, ..IndexElement::column("") };
    let clause = ["asc", "desc", "nulls", "with"].iter().any(|word| c.is_word(word));
    if !clause && matches!(c.kind(), Some(Kind::Word | Kind::Quoted)) {
        let class = c.any_name("an operator class")?;
        element.operator_class = Some(match class.namespace.as_deref() {
            None | Some("public" | "pg_catalog") => class.name,
            Some(namespace) => ddl::full_name(&QName::new(namespace, class.name)),
        });
        if c.kind() == Some(Kind::Open) {
            element.operator_class_parameters = options::list(c)?;
        }
    }
    if c.eat("desc") {
        element.order = SortOrder::Desc;
        element.nulls = NullsOrder::First;
    } else {
        c.eat("asc");
    }
    if c.eat("nulls first") {
        element.nulls = NullsOrder::First;
    } else if c.eat("nulls last") {
        element.nulls = NullsOrder::Last;
    }
    Ok(element)
}

/// `element WITH operator`.
pub(super) fn exclusion(c: &mut Cursor<'_>) -> Parsed<ExclusionElement> {
    let element = index(c)?;
    c.expect("with")?;
    let operator = if c.eat("operator") {
        let inner = c.group("`(`")?.rest("an operator")?;
        format!("OPERATOR({})", inner.canonical.replace(' ', ""))
    } else {
        let token = c.expect_kind(Kind::Operator, "an operator")?;
        match c.text(token) {
            "!=" => "<>".to_owned(),
            operator => operator.to_owned(),
        }
    };
    Ok(ExclusionElement { element, operator })
}

/// The name of a collation; `pg_catalog` is not said.
pub(super) fn collation(c: &mut Cursor<'_>) -> Parsed<QName> {
    let name = c.any_name("a collation")?;
    Ok(QName::new(name.namespace.unwrap_or_else(|| "pg_catalog".to_owned()), name.name))
}

fn key(c: &mut Cursor<'_>) -> Parsed<IndexKey> {
    if c.kind() == Some(Kind::Open) {
        let expr = c.parenthesised("an expression")?;
        return Ok(column_or(expr));
    }
    let start = *c;
    let name = c.any_name("a column or an expression")?;
    if c.kind() == Some(Kind::Open) {
        c.group("`(`")?;
        return Ok(IndexKey::Expr(start.up_to(c)?));
    }
    if name.namespace.is_some() {
        return Err(start.expected("a column's name without its table"));
    }
    let mut again = start;
    Ok(IndexKey::Column(again.ident("a column or an expression")?.name))
}

/// `(title)` is the column `title`.
fn column_or(expr: Expr) -> IndexKey {
    let lexed = super::text::lex(&expr.canonical);
    match lexed.tokens.as_slice() {
        [token] if token.kind == Kind::Quoted => IndexKey::Column(super::text::unquote_name(&expr.canonical)),
        [token] if token.kind == Kind::Word && !super::text::is_reserved(&expr.canonical) => {
            IndexKey::Column(expr.canonical)
        }
        _ => IndexKey::Expr(expr),
    }
}
