//! Pieces of SQL that stand alone: what struct attributes hold, and what the planner asks of an expression.

use std::sync::Arc;

use super::cursor::{Cursor, Name, Parsed};
use super::names::{Role, rewrite, sites};
use super::text::lex;
use super::typename::{self, Written};
use super::{attach, constraint, element, figure};
use crate::model::{ExclusionElement, Expr, IndexElement, QName, ReferentialAction, Table, Type};
use crate::report::{Code, Diagnostic, Place, Source};

/// An expression or query from its text.
///
/// ```
/// use tablewright_codegen::sql::expr;
/// assert_eq!(expr("(Price  != 0)"), expr("price <> 0"));
/// assert_ne!(expr("now()"), expr("CURRENT_TIMESTAMP"));
/// ```
pub fn expr(text: &str) -> Expr {
    super::names::parse(text)
}

/// A name used in an expression: `a.id`, `lower(..)`, `public.slugify(..)`, `todo_status` after `::`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Used {
    /// The parts between dots, folded.
    pub parts: Vec<String>,
    /// Whether a parenthesis follows: a function, or a type with modifiers.
    pub call: bool,
}

/// Every name in an expression, including words inside string literals before `::regclass` (`nextval('a_seq'::regclass)`).
/// An over-approximation: keywords may be among them; whoever asks compares them with names that exist.
pub fn names(expr: &Expr) -> Vec<Used> {
    let used = sites(&expr.canonical).into_iter().map(|site| Used {
        call: site.role == Role::Call,
        parts: site.parts.into_iter().map(|(name, _)| name).collect(),
    });
    used.collect()
}

/// The expression with every use of a name replaced: `from` matches the trailing parts (`["title"]` matches `title` and
/// `t.title`, not `title(..)`; `["public", "todo"]` matches exactly that).
pub fn rename(expr: &Expr, from: &[&str], to: &str) -> Expr {
    rewrite(expr, |site| {
        let names = site.names();
        let matches = if from.len() == 1 { names.ends_with(from) } else { names == from };
        (matches && site.role != Role::Call).then(|| (names.len() - 1, to.to_owned()))
    })
}

/// A type from its text. A user type without a namespace is taken to be in `public`.
///
/// # Errors
/// `Code::Syntax` or `Code::Invalid`, with its place in the text.
pub fn parse_type(text: &str) -> Result<Type, Diagnostic> {
    fragment(text, |c| {
        Ok(match typename::written(c)? {
            Written::Known(ty) => ty,
            Written::User { name: Name { namespace, name, .. }, modifiers, array } => {
                let name = QName::new(namespace.unwrap_or_else(|| "public".to_owned()), name);
                let ty = Type::Named { name, modifiers };
                if array { ty.array() } else { ty }
            }
        })
    })
}

/// One element of an index: `title`, `lower(title) DESC`, `embedding vector_cosine_ops`.
///
/// # Errors
/// `Code::Syntax`, with its place in the text.
pub fn index_element(text: &str) -> Result<IndexElement, Diagnostic> {
    fragment(text, element::index)
}

/// One element of an exclusion constraint: `during WITH &&`.
///
/// # Errors
/// `Code::Syntax`, with its place in the text.
pub fn exclusion_element(text: &str) -> Result<ExclusionElement, Diagnostic> {
    fragment(text, element::exclusion)
}

/// What follows `ON DELETE`: `cascade`, `set null (author)`.
///
/// # Errors
/// `Code::Syntax`, with its place in the text.
pub fn referential_action(text: &str) -> Result<ReferentialAction, Diagnostic> {
    fragment(text, constraint::action)
}

/// The columns of a table that an expression over it mentions, sorted. Types, aliases and the field of `EXTRACT` that are
/// called the same are none.
pub(crate) fn columns_used(table: &Table, expr: &Expr) -> Vec<String> {
    let mut used = attach::columns_used(table, expr);
    used.dedup();
    let canonical = expr.canonical.as_str();
    used.retain(|name| {
        let is_field = canonical.contains(&format!("extract ( {name} from"));
        !is_field && !canonical.contains(&format!("{name} =>"))
    });
    used
}

/// The name that PostgreSQL gives the column of an expression, of which the name of an index is made: `lower(title)`
/// is `lower`, `a || b` has none.
pub fn column_name(expr: &Expr) -> Option<String> {
    figure::column_name(&expr.text)
}

fn fragment<T>(text: &str, read: impl FnOnce(&mut Cursor<'_>) -> Parsed<T>) -> Result<T, Diagnostic> {
    let source: Arc<Source> = Source::new("", text);
    let lexed = lex(&source.text);
    if let Some((span, what)) = lexed.unterminated {
        let place = Place::new(&source, span);
        return Err(Diagnostic::new(Code::Syntax, format!("this {what} has no end")).at(place, ""));
    }
    let mut cursor = Cursor::new(&source, &lexed.tokens, 0..lexed.tokens.len());
    let value = read(&mut cursor).map_err(|error| *error)?;
    cursor.finish("nothing more").map_err(|error| *error)?;
    Ok(value)
}
