//! What a condition asks of the columns of a row, as far as it has one of the usual shapes. What is not understood asks for
//! nothing here: the server judges every row in the end.

use sqlparser::ast::{
    BinaryOperator, Expr as Ast, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, InTarget,
    UnaryOperator, Value,
};
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

use super::random::Random;

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

/// What is compared of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Value,
    /// Letters, bytes, elements.
    Length,
}

/// One demand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Rule {
    Null(String),
    NotNull(String),
    Compare(String, Measure, Order, String),
    In(String, Vec<String>),
    NotIn(String, Vec<String>),
    Matches(String, String),
    Like(String, String),
    Columns(String, Order, String),
    Lower(String),
    Upper(String),
    JsonType(String, String),
    /// Of these columns so many have a value.
    NonNull(Vec<String>, Order, usize),
    /// Both or none is NULL; or just one of them.
    SameNull(String, String, bool),
    /// The first is true exactly when the second has a value; or has none.
    Flag(String, String, bool),
}

/// A condition, read once.
#[derive(Clone, Debug)]
pub(super) struct Condition(Option<Ast>);

impl Condition {
    pub(super) fn read(text: &str) -> Self {
        let dialect = PostgreSqlDialect {};
        let parsed = Parser::new(&dialect).try_with_sql(text).ok();
        Self(parsed.and_then(|mut parser| parser.parse_expr().ok()))
    }

    /// The text of a constant; `None` for anything else, such as `MINVALUE`.
    pub(super) fn constant(text: &str) -> Option<String> {
        Self::read(text).0.as_ref().and_then(literal)
    }

    /// The demands of one way to meet it: where there are alternatives, one is drawn.
    pub(super) fn rules(&self, random: &mut Random) -> Vec<Rule> {
        let mut rules = Vec::new();
        if let Some(ast) = &self.0 {
            collect(ast, false, random, &mut rules);
        }
        rules
    }
}

fn collect(ast: &Ast, not: bool, random: &mut Random, rules: &mut Vec<Rule>) {
    match ast {
        Ast::Nested(inner) => collect(inner, not, random, rules),
        Ast::UnaryOp { op: UnaryOperator::Not, expr } => collect(expr, !not, random, rules),
        Ast::BinaryOp { left, op, right } => match (op, not) {
            (BinaryOperator::And, false) | (BinaryOperator::Or, true) => {
                collect(left, not, random, rules);
                collect(right, not, random, rules);
            }
            (BinaryOperator::Or, false) | (BinaryOperator::And, true) => {
                let branches = alternatives(ast, op);
                collect(random.pick(&branches), not, random, rules);
            }
            (op, not) => rules.extend(comparison(left, op, right, not)),
        },
        Ast::IsNull(expr) => {
            rules.extend(column(expr).map(|c| if not { Rule::NotNull(c) } else { Rule::Null(c) }))
        }
        Ast::IsNotNull(expr) => {
            rules.extend(column(expr).map(|c| if not { Rule::Null(c) } else { Rule::NotNull(c) }));
        }
        Ast::Between { expr, negated, low, high } if *negated == not => {
            rules.extend(comparison(expr, &BinaryOperator::GtEq, low, false));
            rules.extend(comparison(expr, &BinaryOperator::LtEq, high, false));
        }
        Ast::In { expr, target: InTarget::List(list), negated, .. } => {
            let values = list.iter().map(literal).collect::<Option<Vec<String>>>();
            rules.extend(among(expr, values, *negated != not));
        }
        Ast::AnyOp { left, compare_op: BinaryOperator::Eq, right, .. } => {
            rules.extend(among(left, elements(right), not));
        }
        Ast::AllOp { left, compare_op: BinaryOperator::NotEq, right, .. } => {
            rules.extend(among(left, elements(right), !not));
        }
        Ast::Like { negated, expr, pattern, .. } | Ast::ILike { negated, expr, pattern, .. }
            if *negated == not =>
        {
            rules.extend(column(expr).zip(literal(pattern)).map(|(c, pattern)| Rule::Like(c, pattern)));
        }
        Ast::IsTrue(expr) | Ast::IsNotFalse(expr) => collect(expr, not, random, rules),
        Ast::IsFalse(expr) | Ast::IsNotTrue(expr) => collect(expr, !not, random, rules),
        Ast::Identifier(_) => {
            let value = if not { "false" } else { "true" };
            rules.extend(column(ast).map(|c| Rule::In(c, vec![value.to_owned()])));
        }
        _ => {}
    }
}

/// `a OR b OR c` as a list.
fn alternatives<'a>(ast: &'a Ast, with: &BinaryOperator) -> Vec<&'a Ast> {
    match ast {
        Ast::Nested(inner) => alternatives(inner, with),
        Ast::BinaryOp { left, op, right } if op == with => {
            let mut all = alternatives(left, with);
            all.extend(alternatives(right, with));
            all
        }
        other => vec![other],
    }
}

fn comparison(left: &Ast, op: &BinaryOperator, right: &Ast, not: bool) -> Option<Rule> {
    let (left, right) = (bare(left), bare(right));
    match op {
        BinaryOperator::PGRegexMatch | BinaryOperator::PGRegexIMatch if !not => {
            return Some(Rule::Matches(column(left)?, literal(right)?));
        }
        BinaryOperator::PGLikeMatch | BinaryOperator::PGILikeMatch if !not => {
            return Some(Rule::Like(column(left)?, literal(right)?));
        }
        _ => {}
    }
    let order = order(op, not)?;
    if let (Some(a), Some(b)) = (null_test(left), null_test(right)) {
        let same = (a.1 == b.1) == (order == Order::Equal);
        return matches!(order, Order::Equal | Order::NotEqual).then_some(Rule::SameNull(a.0, b.0, same));
    }
    if let (Some(flag), Some((column, null))) =
        (column(left).or_else(|| column(right)), null_test(right).or_else(|| null_test(left)))
    {
        let filled = null != (order == Order::Equal);
        return matches!(order, Order::Equal | Order::NotEqual).then_some(Rule::Flag(flag, column, filled));
    }
    if let (Some(a), Some(b)) = (column(left), column(right)) {
        return Some(Rule::Columns(a, order, b));
    }
    match literal(right) {
        Some(value) => measured(left, order, value),
        None => match literal(left) {
            Some(value) => measured(right, turned(order), value),
            None => folded(left, order, right).or_else(|| folded(right, order, left)),
        },
    }
}

/// `name = lower(name)`.
fn folded(left: &Ast, order: Order, right: &Ast) -> Option<Rule> {
    let (name, arguments) = call(right)?;
    let (own, inside) = (column(left)?, column(arguments.first()?)?);
    match (name.as_str(), order) {
        ("lower", Order::Equal) if own == inside => Some(Rule::Lower(own)),
        ("upper", Order::Equal) if own == inside => Some(Rule::Upper(own)),
        _ => None,
    }
}

/// `price > 0`, `length(title) <= 500`, `num_nonnulls(a, b) = 1`.
fn measured(ast: &Ast, order: Order, value: String) -> Option<Rule> {
    if let Some(column) = column(ast) {
        return Some(match order {
            Order::Equal => Rule::In(column, vec![value]),
            Order::NotEqual => Rule::NotIn(column, vec![value]),
            order => Rule::Compare(column, Measure::Value, order, value),
        });
    }
    if let Ast::Trim { expr, .. } = ast {
        return (order == Order::NotEqual).then(|| column(expr).map(|c| Rule::NotIn(c, vec![value])))?;
    }
    let (name, arguments) = call(ast)?;
    match name.as_str() {
        "length" | "char_length" | "character_length" | "octet_length" | "cardinality" | "array_length"
        | "jsonb_array_length" => {
            let inner = match bare(arguments.first()?) {
                Ast::Trim { expr, .. } => expr,
                other => call(other).and_then(|(_, inner)| inner.first().copied()).unwrap_or(other),
            };
            Some(Rule::Compare(column(inner)?, Measure::Length, order, value))
        }
        "btrim" | "trim" | "ltrim" | "rtrim" if order == Order::NotEqual => {
            Some(Rule::NotIn(column(arguments.first()?)?, vec![value]))
        }
        "jsonb_typeof" | "json_typeof" if order == Order::Equal => {
            Some(Rule::JsonType(column(arguments.first()?)?, value))
        }
        "num_nonnulls" => {
            let columns = arguments.into_iter().map(column).collect::<Option<Vec<_>>>()?;
            Some(Rule::NonNull(columns, order, value.parse().ok()?))
        }
        _ => None,
    }
}

fn among(expr: &Ast, values: Option<Vec<String>>, not: bool) -> Option<Rule> {
    let (column, values) = (column(expr)?, values?);
    Some(if not { Rule::NotIn(column, values) } else { Rule::In(column, values) })
}

fn elements(ast: &Ast) -> Option<Vec<String>> {
    match bare(ast) {
        Ast::Array(array) => array.elem.iter().map(literal).collect(),
        _ => None,
    }
}

fn order(op: &BinaryOperator, not: bool) -> Option<Order> {
    let order = match op {
        BinaryOperator::Lt => Order::Less,
        BinaryOperator::LtEq => Order::LessOrEqual,
        BinaryOperator::Gt => Order::Greater,
        BinaryOperator::GtEq => Order::GreaterOrEqual,
        BinaryOperator::Eq => Order::Equal,
        BinaryOperator::NotEq => Order::NotEqual,
        _ => return None,
    };
    Some(if not { opposite(order) } else { order })
}

fn opposite(order: Order) -> Order {
    match order {
        Order::Less => Order::GreaterOrEqual,
        Order::LessOrEqual => Order::Greater,
        Order::Greater => Order::LessOrEqual,
        Order::GreaterOrEqual => Order::Less,
        Order::Equal => Order::NotEqual,
        Order::NotEqual => Order::Equal,
    }
}

/// The same with both sides exchanged.
pub(super) fn turned(order: Order) -> Order {
    match order {
        Order::Less => Order::Greater,
        Order::LessOrEqual => Order::GreaterOrEqual,
        Order::Greater => Order::Less,
        Order::GreaterOrEqual => Order::LessOrEqual,
        same @ (Order::Equal | Order::NotEqual) => same,
    }
}

/// Without what changes nothing: parentheses, casts, collations.
fn bare(ast: &Ast) -> &Ast {
    match ast {
        Ast::Nested(expr) | Ast::Cast { expr, .. } | Ast::Collate { expr, .. } => bare(expr),
        other => other,
    }
}

fn column(ast: &Ast) -> Option<String> {
    match bare(ast) {
        Ast::Identifier(name) => Some(fold(name)),
        _ => None,
    }
}

fn fold(name: &Ident) -> String {
    if name.quote_style.is_some() { name.value.clone() } else { name.value.to_lowercase() }
}

fn null_test(ast: &Ast) -> Option<(String, bool)> {
    match ast {
        Ast::IsNull(expr) => Some((column(expr)?, true)),
        Ast::IsNotNull(expr) => Some((column(expr)?, false)),
        _ => None,
    }
}

/// A constant as text. The present is that of the rows, which are made for a fixed day.
fn literal(ast: &Ast) -> Option<String> {
    match bare(ast) {
        Ast::Value(value) => match &value.value {
            Value::Number(number, _) => Some(number.clone()),
            Value::Boolean(value) => Some(value.to_string()),
            other => other.clone().into_string(),
        },
        Ast::TypedString(typed) => typed.value.value.clone().into_string(),
        Ast::UnaryOp { op: UnaryOperator::Minus, expr } => literal(expr).map(|number| format!("-{number}")),
        other => match call(other)?.0.as_str() {
            "now" | "current_date" | "current_timestamp" | "localtimestamp" => {
                Some(super::time::NOW.to_owned())
            }
            _ => None,
        },
    }
}

/// The name of a function and what it is called with.
fn call(ast: &Ast) -> Option<(String, Vec<&Ast>)> {
    let Ast::Function(function) = bare(ast) else { return None };
    let name = function.name.0.last()?.as_ident()?.value.to_lowercase();
    let arguments = match &function.args {
        FunctionArguments::List(list) => list
            .args
            .iter()
            .filter_map(|argument| match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr),
                _ => None,
            })
            .collect(),
        FunctionArguments::None | FunctionArguments::Subquery(_) => Vec::new(),
    };
    Some((name, arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> String {
        format!("{:?}", Condition::read(text).rules(&mut Random::of(0, &[])))
    }

    #[test]
    fn the_usual_shapes_are_understood_as_people_and_as_servers_write_them() {
        for (text, wanted) in [
            (
                "(price >= (0)::numeric) AND (price < '10'::numeric)",
                r#"[Compare("price", Value, GreaterOrEqual, "0"), Compare("price", Value, Less, "10")]"#,
            ),
            (
                "length(title) BETWEEN 1 AND 500",
                r#"[Compare("title", Length, GreaterOrEqual, "1"), Compare("title", Length, LessOrEqual, "500")]"#,
            ),
            ("kind = ANY (ARRAY['a'::text, 'b'::text])", r#"[In("kind", ["a", "b"])]"#),
            ("kind NOT IN ('a')", r#"[NotIn("kind", ["a"])]"#),
            ("(\"userName\" ~ '^[a-z]+$'::text)", r#"[Matches("userName", "^[a-z]+$")]"#),
            ("created_at <= updated_at", r#"[Columns("created_at", LessOrEqual, "updated_at")]"#),
            ("name = lower(name)", r#"[Lower("name")]"#),
            ("num_nonnulls(a, b) = 1", r#"[NonNull(["a", "b"], Equal, 1)]"#),
            ("(a IS NULL) = (b IS NULL)", r#"[SameNull("a", "b", true)]"#),
            ("(a IS NULL) <> (b IS NULL)", r#"[SameNull("a", "b", false)]"#),
            ("published = (at IS NOT NULL)", r#"[Flag("published", "at", true)]"#),
            ("TRIM(BOTH FROM name) <> ''::text", r#"[NotIn("name", [""])]"#),
            ("NOT done", r#"[In("done", ["false"])]"#),
            ("0 < n", r#"[Compare("n", Value, Greater, "0")]"#),
            ("jsonb_typeof(extra) = 'object'::text", r#"[JsonType("extra", "object")]"#),
            ("VALUE > -5", r#"[Compare("value", Value, Greater, "-5")]"#),
            ("f(a) AND b % 2 = 0", "[]"),
            ("this is nothing (", "[]"),
        ] {
            assert_eq!(rules(text), wanted, "{text}");
        }
    }

    #[test]
    fn one_of_the_alternatives_is_drawn() {
        let condition = Condition::read("status <> 'published' OR at IS NOT NULL OR NOT (a OR b)");
        let mut random = Random::of(0, &[]);
        let drawn: std::collections::BTreeSet<String> =
            (0..40).map(|_| format!("{:?}", condition.rules(&mut random))).collect();
        assert_eq!(
            drawn.into_iter().collect::<Vec<_>>(),
            [
                r#"[In("a", ["false"]), In("b", ["false"])]"#,
                r#"[NotIn("status", ["published"])]"#,
                r#"[NotNull("at")]"#
            ]
        );
    }
}
