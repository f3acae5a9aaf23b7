//! What PostgreSQL calls a result column that has no name (`FigureColname`).

use super::ast::{Body, Expr, ExprKind};

/// The name; `None` is `?column?`.
pub(crate) fn of(expr: &Expr) -> Option<String> {
    figure(expr).map(|(name, _)| name)
}

/// The name and how good it is: a type's name is worth less than others.
fn figure(expr: &Expr) -> Option<(String, u8)> {
    let good = |name: &str| Some((name.to_owned(), 2));
    match &expr.kind {
        ExprKind::Column(path) => path.last().and_then(|name| good(&name.text)),
        ExprKind::Field(_, name) => good(&name.text),
        ExprKind::Subscript(value, _) | ExprKind::Collate(value) => figure(value),
        ExprKind::Call(call) => match call.label {
            Some(label) => good(label),
            None => call.name.last().and_then(|name| good(&name.text)),
        },
        ExprKind::Cast(value, ty) => match figure(value) {
            Some((name, 2)) => Some((name, 2)),
            Some(_) | None => Some((ty.name.clone(), 1)),
        },
        ExprKind::Case(_, _, otherwise) => match otherwise.as_ref().and_then(|otherwise| figure(otherwise)) {
            Some((name, 2)) => Some((name, 2)),
            Some(_) | None => Some(("case".to_owned(), 1)),
        },
        ExprKind::Coalesce(_) => good("coalesce"),
        ExprKind::Greatest(name, _) => good(name),
        ExprKind::NullIf(..) => good("nullif"),
        ExprKind::Exists(_) => good("exists"),
        ExprKind::ArrayQuery(_) | ExprKind::Array(_) => good("array"),
        ExprKind::Row(_) => good("row"),
        ExprKind::Grouping(_) => good("grouping"),
        ExprKind::Keyword(name, _) => good(name),
        ExprKind::Standard(name, ..) => good(name),
        ExprKind::Scalar(query) => match first_select(&query.body) {
            Some(Some(name)) => Some((name, 2)),
            Some(None) | None => None,
        },
        ExprKind::Star(_)
        | ExprKind::Param(_)
        | ExprKind::Integer(_)
        | ExprKind::Decimal
        | ExprKind::Str(_)
        | ExprKind::Bits
        | ExprKind::Null
        | ExprKind::Bool
        | ExprKind::Default
        | ExprKind::Unary(..)
        | ExprKind::Binary(..)
        | ExprKind::Logic(..)
        | ExprKind::Not(_)
        | ExprKind::IsNull(_)
        | ExprKind::IsBool(_)
        | ExprKind::IsText(_)
        | ExprKind::Distinct(..)
        | ExprKind::Between(..)
        | ExprKind::InList(..)
        | ExprKind::InQuery(..)
        | ExprKind::Like(..)
        | ExprKind::AnyArray(..)
        | ExprKind::AnyQuery(..)
        | ExprKind::Fields(_) => None,
    }
}

/// The name of a sub-query's only column.
fn first_select(body: &Body) -> Option<Option<String>> {
    match body {
        Body::Select(select) => {
            let target = select.targets.first()?;
            Some(target.alias.as_ref().map(|alias| alias.text.clone()).or_else(|| of(&target.expr)))
        }
        Body::Values(..) => Some(Some("column1".to_owned())),
        Body::Query(query) => first_select(&query.body),
        Body::Set { left, .. } => first_select(left),
    }
}
