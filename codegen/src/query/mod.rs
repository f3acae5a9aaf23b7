//! SQL against the schema, while the program is compiled and without a database: the types of parameters and results,
//! which of them may be NULL, and what is wrong.
//!
//! The text of a statement and a [`Model`] come in; a [`Checked`] statement or the first [`Mistake`] goes out. What a
//! statement means follows PostgreSQL's own rules (manual, chapter 10). What is not known is never guessed: it may be NULL,
//! or it is a mistake that says so.

mod array;
pub(crate) mod ast;
mod call_null;
mod candidate;
pub(crate) mod catalog;
mod choose;
mod conflict;
mod convert;
mod cte;
mod expr;
mod from;
mod function;
mod group;
mod join;
mod label;
pub(crate) mod lines;
mod literal;
mod merge;
mod mistake;
pub(crate) mod model;
mod new_row;
mod nullability;
mod operator;
mod over;
mod parse;
mod polymorphic;
mod resolve;
mod returning;
pub(crate) mod rust;
mod scope;
mod select;
#[cfg(feature = "engine")]
pub(crate) mod signature;
mod similar;
mod token;
mod types;
mod write;

pub use mistake::{Mistake, Span};
pub use model::Model;
pub use types::Ty;

use resolve::Resolver;

/// What is known of a statement.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Whether it was checked: `false` for statements that neither read nor write rows.
    pub known: bool,
    /// Its parameters, in order.
    pub params: Vec<Parameter>,
    /// The columns of its result.
    pub columns: Vec<ResultColumn>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its type.
    pub ty: Ty,
    /// Why it must not be NULL; `None` where it may be.
    pub not_null: Option<String>,
}

/// A column of the result.
#[derive(Clone, Debug)]
pub struct ResultColumn {
    /// Its name; `None` where PostgreSQL calls it `?column?`.
    pub name: Option<String>,
    /// Its type, of a domain what that is made of: that is what the server sends.
    pub ty: Ty,
    /// Its type, of a domain that.
    pub(crate) declared: Ty,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Whether the elements of an array may be NULL.
    pub elements: bool,
    /// Whether a private column is in it.
    pub private: bool,
    /// The type that `AS "name: Type"` gives it.
    pub rust: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// Checks a statement whose values are `$1`, `$2`, ..
///
/// # Errors
/// The first mistake.
pub fn check(text: &str, model: &Model) -> Result<Checked, Mistake> {
    let statement = parse::statement(text)?;
    if matches!(statement, ast::Statement::Other) {
        return Ok(Checked::default());
    }
    let mut resolver = Resolver::new(model);
    let out = resolver.statement(&statement)?;
    let mut required: u128 = 0;
    let mut columns = Vec::new();
    let mut reasons: Vec<(u128, String)> = Vec::new();
    for out in out.columns {
        let (name, rust, nullable) = written_name(out.name.as_deref());
        let null = out.typed.null;
        let shown = name.clone().unwrap_or_else(|| "?column?".to_owned());
        if nullable.is_none() && !null.maybe && null.given != 0 {
            required |= null.given;
            reasons.push((null.given, format!("the result column `{shown}`")));
        }
        columns.push(ResultColumn {
            name,
            ty: model.base(&out.typed.ty),
            declared: out.typed.ty.clone(),
            nullable: nullable.unwrap_or(null.maybe),
            elements: out.typed.elements,
            private: out.typed.private,
            rust,
            span: out.alias.unwrap_or(out.typed.span),
        });
    }
    let mut params = Vec::new();
    for (at, state) in resolver.params.into_iter().enumerate() {
        let Some(ty) = state.ty else {
            return Err(Mistake::new(state.span, "nothing says of which type this value is")
                .help("cast it: `{value}::text`"));
        };
        let bit = 1_u128.checked_shl(u32::try_from(at).unwrap_or(u32::MAX)).unwrap_or(0);
        let of_result =
            || reasons.iter().find(|(given, _)| given & bit != 0).map(|(_, reason)| reason.clone());
        let not_null = state.not_null.or_else(|| (required & bit != 0).then(of_result).flatten());
        params.push(Parameter { ty, not_null });
    }
    Ok(Checked { known: true, params, columns })
}

/// `name!` is never NULL, `name?` may be, `name: Type` is read as that type: the name, the type, whether it may be NULL.
fn written_name(name: Option<&str>) -> (Option<String>, Option<String>, Option<bool>) {
    let Some(name) = name else { return (None, None, None) };
    if let Some((name, ty)) = name.split_once(':') {
        return (Some(name.trim().to_owned()), Some(ty.trim().to_owned()), Some(false));
    }
    if let Some(name) = name.strip_suffix('!') {
        return (Some(name.to_owned()), None, Some(false));
    }
    if let Some(name) = name.strip_suffix('?').filter(|name| !name.is_empty() && *name != "?column") {
        return (Some(name.to_owned()), None, Some(true));
    }
    (Some(name.to_owned()), None, None)
}
