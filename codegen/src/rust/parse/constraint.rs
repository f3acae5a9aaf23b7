//! Constraints, at the struct or at a field.

use proc_macro2::{Span, TokenStream};
use syn::{Ident, Path};

use super::items::{self, Item, Value, chunks};
use super::mistakes::Mistakes;
use super::values;
use crate::rust::decl::{ConstraintDecl, ConstraintDeclKind, Text};

const COMMON_KEYS: [&str; 5] = ["name", "deferrable", "initially_deferred", "not_valid", "comment"];

/// A constraint without anything that all kinds have.
fn bare(kind: ConstraintDeclKind, span: Span) -> ConstraintDecl {
    ConstraintDecl {
        name: None,
        kind,
        deferrable: false,
        initially_deferred: false,
        not_valid: false,
        comment: None,
        span,
    }
}

/// What all kinds have; gives the item back when it is none of that.
fn common(item: Item, constraint: &mut ConstraintDecl, mistakes: &mut Mistakes) -> Option<Item> {
    match item.key.as_str() {
        "name" => constraint.name = item.text(mistakes),
        "deferrable" => constraint.deferrable = item.flag(mistakes),
        "initially_deferred" => {
            // INITIALLY DEFERRED implies DEFERRABLE, as in SQL.
            constraint.initially_deferred = item.flag(mistakes);
            constraint.deferrable = true;
        }
        "not_valid" => constraint.not_valid = item.flag(mistakes),
        "comment" => constraint.comment = item.text(mistakes),
        _ => return Some(item),
    }
    None
}

fn unknown(item: &Item, own: &[&str], mistakes: &mut Mistakes) {
    let known: Vec<&str> = own.iter().chain(&COMMON_KEYS).copied().collect();
    mistakes.unknown("key", &item.key, item.span, &known);
}

/// The items in the parentheses; none behind a bare key at a field.
fn options(item: Item, field: bool, example: &str, mistakes: &mut Mistakes) -> Option<Vec<Item>> {
    match item.value {
        Value::Group(tokens) => Some(items::of_tokens(tokens, mistakes)),
        Value::Flag if field => Some(Vec::new()),
        Value::Flag | Value::Assigned(_) => {
            mistakes.push(item.span, format_args!("write `{example}`"));
            None
        }
    }
}

/// A key must have columns; at a field that is the field.
fn key_columns(columns: Vec<Ident>, field: Option<Ident>, span: Span, mistakes: &mut Mistakes) -> Vec<Ident> {
    match field {
        Some(field) if columns.is_empty() => vec![field],
        _ => {
            if columns.is_empty() {
                mistakes.push(span, "name its fields: `columns(a, b)`");
            }
            columns
        }
    }
}

/// `primary_key(columns(a, b))`, or `primary_key` at a field.
pub(super) fn primary_key(
    item: Item,
    field: Option<Ident>,
    mistakes: &mut Mistakes,
) -> Option<ConstraintDecl> {
    let span = item.span;
    let items = options(item, field.is_some(), "primary_key(columns(a, b))", mistakes)?;
    let (mut columns, mut include) = (Vec::new(), Vec::new());
    let kind = ConstraintDeclKind::PrimaryKey { columns: Vec::new(), include: Vec::new() };
    let mut constraint = bare(kind, span);
    for item in items {
        let Some(item) = common(item, &mut constraint, mistakes) else { continue };
        match item.key.as_str() {
            "columns" => columns = item.idents(mistakes),
            "include" => include = item.idents(mistakes),
            _ => unknown(&item, &["columns", "include"], mistakes),
        }
    }
    let columns = key_columns(columns, field, span, mistakes);
    constraint.kind = ConstraintDeclKind::PrimaryKey { columns, include };
    Some(constraint)
}

/// `unique(columns(a, b), nulls_not_distinct)`, or `unique` at a field.
pub(super) fn unique(item: Item, field: Option<Ident>, mistakes: &mut Mistakes) -> Option<ConstraintDecl> {
    let span = item.span;
    let items = options(item, field.is_some(), "unique(columns(a, b))", mistakes)?;
    let (mut columns, mut include, mut nulls_not_distinct) = (Vec::new(), Vec::new(), false);
    let kind = ConstraintDeclKind::PrimaryKey { columns: Vec::new(), include: Vec::new() };
    let mut constraint = bare(kind, span);
    for item in items {
        let Some(item) = common(item, &mut constraint, mistakes) else { continue };
        match item.key.as_str() {
            "columns" => columns = item.idents(mistakes),
            "include" => include = item.idents(mistakes),
            "nulls_not_distinct" => nulls_not_distinct = item.flag(mistakes),
            _ => unknown(&item, &["columns", "include", "nulls_not_distinct"], mistakes),
        }
    }
    let columns = key_columns(columns, field, span, mistakes);
    constraint.kind = ConstraintDeclKind::Unique { columns, include, nulls_not_distinct };
    Some(constraint)
}

/// `check(expr = "..")`, or `check = ".."`.
pub(super) fn check(item: Item, field: Option<Ident>, mistakes: &mut Mistakes) -> Option<ConstraintDecl> {
    let span = item.span;
    if matches!(item.value, Value::Assigned(_)) {
        let expr = item.text(mistakes)?;
        return Some(bare(ConstraintDeclKind::Check { expr, no_inherit: false, column: field }, span));
    }
    let items = options(item, false, "check = \"..\"` or `check(expr = \"..\", name = \"..\")", mistakes)?;
    let (mut expr, mut no_inherit) = (None::<Text>, false);
    let empty = Text { value: String::new(), span };
    let kind = ConstraintDeclKind::Check { expr: empty, no_inherit, column: None };
    let mut constraint = bare(kind, span);
    for item in items {
        let Some(item) = common(item, &mut constraint, mistakes) else { continue };
        match item.key.as_str() {
            "expr" => expr = item.text(mistakes),
            "no_inherit" => no_inherit = item.flag(mistakes),
            _ => unknown(&item, &["expr", "no_inherit"], mistakes),
        }
    }
    let Some(expr) = expr else {
        mistakes.push(span, "say what it checks: `check(expr = \"..\")`");
        return None;
    };
    constraint.kind = ConstraintDeclKind::Check { expr, no_inherit, column: field };
    Some(constraint)
}

/// `foreign_key(columns(a, b), references(Other, c, d), on_delete = "..")`.
pub(super) fn foreign_key(item: Item, mistakes: &mut Mistakes) -> Option<ConstraintDecl> {
    let span = item.span;
    let example = "foreign_key(columns(a, b), references(Other, c, d))";
    let items = options(item, false, example, mistakes)?;
    let mut columns = Vec::new();
    let mut key = References { span: Some(span), ..References::default() };
    for item in items {
        match item.key.as_str() {
            "columns" => columns = item.idents(mistakes),
            _ => key.item(item, mistakes, FOREIGN_KEY_KEYS),
        }
    }
    if columns.is_empty() {
        mistakes.push(span, "name its fields: `columns(a, b)`");
    }
    if key.target.is_none() {
        mistakes.push(span, "say what it references: `references(Other, c, d)`");
    }
    key.into_constraint(columns, mistakes)
}

const FOREIGN_KEY_KEYS: &[&str] = &[
    "columns",
    "references",
    "name",
    "on_delete",
    "on_update",
    "match_full",
    "deferrable",
    "initially_deferred",
    "not_valid",
    "relation",
    "reverse",
    "comment",
];

/// A foreign key, item by item: at a field its parts stand among the field's own keys.
#[derive(Default)]
pub(super) struct References {
    target: Option<(Path, Vec<Ident>)>,
    name: Option<Text>,
    on_delete: Option<Text>,
    on_update: Option<Text>,
    match_full: bool,
    deferrable: bool,
    initially_deferred: bool,
    not_valid: bool,
    relation: Option<Text>,
    reverse: Option<Text>,
    comment: Option<Text>,
    /// Where it stands: `references`, or `foreign_key`.
    span: Option<Span>,
    /// A key that says something of the reference, for the message when there is none.
    stray: Option<(String, Span)>,
}

impl References {
    /// Takes one item; `known` is for the message when it is none of a foreign key's.
    pub(super) fn item(&mut self, item: Item, mistakes: &mut Mistakes, known: &[&str]) {
        let stray = (item.key.clone(), item.span);
        match item.key.as_str() {
            "references" => return self.references(item, mistakes),
            "on_delete" => self.on_delete = item.text(mistakes),
            "on_update" => self.on_update = item.text(mistakes),
            "match_full" => self.match_full = item.flag(mistakes),
            "deferrable" => self.deferrable = item.flag(mistakes),
            "initially_deferred" => self.initially_deferred = item.flag(mistakes),
            "not_valid" => self.not_valid = item.flag(mistakes),
            "relation" => self.relation = item.text(mistakes),
            "reverse" => self.reverse = item.text(mistakes),
            "name" => self.name = item.text(mistakes),
            "comment" => self.comment = item.text(mistakes),
            _ => return mistakes.unknown("key", &item.key, item.span, known),
        }
        self.stray.get_or_insert(stray);
    }

    /// `references = Other::id`, `references = Other`, `references(Other, c, d)`, `references(Other::id, name = "..")`.
    fn references(&mut self, item: Item, mistakes: &mut Mistakes) {
        self.span.get_or_insert(item.span);
        match item.value {
            Value::Assigned(tokens) => self.target = mistakes.take(target(tokens)),
            Value::Group(tokens) => self.group(tokens, item.span, mistakes),
            Value::Flag => mistakes.push(item.span, "write `references = Other::id`"),
        }
    }

    fn group(&mut self, tokens: TokenStream, span: Span, mistakes: &mut Mistakes) {
        let mut chunks = chunks(tokens).into_iter();
        let Some(first) = chunks.next() else {
            return mistakes.push(span, "write `references(Other, id)`");
        };
        let Some((table, mut fields)) = mistakes.take(target(first)) else { return };
        // `references(Other, c, d)` lists fields; behind `Other::id` only keys can follow, flags among them.
        let lists_fields = fields.is_empty();
        for chunk in chunks {
            match values::ident(chunk.clone()) {
                Ok(field) if lists_fields => fields.push(field),
                Ok(_) | Err(_) => {
                    for item in items::of_tokens(chunk, mistakes) {
                        self.item(item, mistakes, FOREIGN_KEY_KEYS);
                    }
                }
            }
        }
        self.target = Some((table, fields));
    }

    /// The foreign key of a field, when there is one.
    pub(super) fn finish(self, field: &Ident, mistakes: &mut Mistakes) -> Option<ConstraintDecl> {
        if let (None, None, Some((key, span))) = (&self.target, self.span, &self.stray) {
            let message = format!("`{key}` belongs to a foreign key: add `references = Other::id`");
            mistakes.push(*span, message);
        }
        self.into_constraint(vec![field.clone()], mistakes)
    }

    fn into_constraint(self, columns: Vec<Ident>, mistakes: &mut Mistakes) -> Option<ConstraintDecl> {
        let (table, references) = self.target?;
        let span = self.span.unwrap_or_else(Span::call_site);
        if !references.is_empty() && references.len() != columns.len() {
            let message =
                format!("{} fields reference {} fields of the other table", columns.len(), references.len());
            mistakes.push(span, message);
        }
        let kind = ConstraintDeclKind::ForeignKey {
            columns,
            table,
            references,
            on_delete: self.on_delete,
            on_update: self.on_update,
            match_full: self.match_full,
            relation: self.relation,
            reverse: self.reverse,
        };
        Some(ConstraintDecl {
            name: self.name,
            deferrable: self.deferrable || self.initially_deferred,
            initially_deferred: self.initially_deferred,
            not_valid: self.not_valid,
            comment: self.comment,
            ..bare(kind, span)
        })
    }
}

/// `Other`, `Other::id`, `crate::schema::Other::id`: by Rust's own convention a type starts with a capital letter and
/// a field does not.
fn target(tokens: TokenStream) -> syn::Result<(Path, Vec<Ident>)> {
    let mut path: Path = syn::parse2(tokens.clone())
        .map_err(|_| syn::Error::new_spanned(&tokens, "expected the struct of a table: `Other::id`"))?;
    let is_field = path.segments.len() > 1
        && path.segments.last().is_some_and(|last| !last.ident.to_string().starts_with(char::is_uppercase));
    if !is_field {
        return Ok((path, Vec::new()));
    }
    let field = path.segments.pop();
    path.segments.pop_punct();
    Ok((path, field.map(|segment| segment.ident).into_iter().collect()))
}

/// `exclude(using = "gist", elements("room WITH =", "during WITH &&"))`.
pub(super) fn exclude(item: Item, mistakes: &mut Mistakes) -> Option<ConstraintDecl> {
    let span = item.span;
    let example = "exclude(using = \"gist\", elements(\"room WITH =\", \"during WITH &&\"))";
    let items = options(item, false, example, mistakes)?;
    let (mut method, mut predicate) = (None, None);
    let (mut elements, mut include, mut parameters) = (Vec::new(), Vec::new(), Vec::new());
    let kind = ConstraintDeclKind::PrimaryKey { columns: Vec::new(), include: Vec::new() };
    let mut constraint = bare(kind, span);
    for item in items {
        let Some(item) = common(item, &mut constraint, mistakes) else { continue };
        match item.key.as_str() {
            "using" => method = item.text(mistakes),
            "elements" => elements = item.texts(mistakes),
            "include" => include = item.idents(mistakes),
            "with" => parameters = item.texts(mistakes),
            "where" => predicate = item.text(mistakes),
            _ => unknown(&item, &["using", "elements", "include", "with", "where"], mistakes),
        }
    }
    if elements.is_empty() {
        mistakes.push(span, format_args!("say what excludes what: `{example}`"));
    }
    constraint.kind = ConstraintDeclKind::Exclusion { method, elements, include, parameters, predicate };
    Some(constraint)
}
