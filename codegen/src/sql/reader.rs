//! The loop over the statements of a text, and what is asked once everything was read.

use std::collections::HashSet;
use std::sync::Arc;

use super::cursor::Cursor;
use super::directive::{self, Directive};
use super::fold::{Fold, Target};
use super::statement::statement;
use super::suggest::did_you_mean;
use super::text::{Comment, Lexed, Statement, lex, lex_range, split};
use super::{attach, extension};
use crate::load::Described;
use crate::model::{Audience, DefinitionId, Mention, ObjectId, QName, Schema};
use crate::report::{Code, Diagnostic, Errors, Place, Source};

/// Folds SQL statements into a schema: a `schema.sql`, or the files of a migrations folder one after the other.
///
/// ```
/// use tablewright_codegen::model::{Audience, QName};
/// use tablewright_codegen::report::Source;
/// use tablewright_codegen::sql::Reader;
///
/// let mut reader = Reader::new();
/// reader.read(&Source::new("schema.sql", "CREATE TABLE todo (id uuid PRIMARY KEY);"), Audience::Public);
/// let described = reader.finish().expect("the text is valid");
/// assert!(described.schema.tables.contains_key(&QName::public("todo")));
/// ```
#[derive(Default)]
pub struct Reader {
    fold: Fold,
}

impl Reader {
    /// Starts from an empty database.
    pub fn new() -> Self {
        Self::default()
    }

    /// Folds one text. Mistakes are kept until [`finish`](Self::finish).
    pub fn read(&mut self, source: &Arc<Source>, audience: Audience) {
        let fold = &mut self.fold;
        fold.sources.push(Arc::clone(source));
        fold.audience = audience;
        fold.set_path(Vec::new());
        let lexed = lex(&source.text);
        let mut statements = split(&source.text, &lexed.tokens);
        if let Some((span, what)) = &lexed.unterminated {
            // The statement that it stands in would only give mistakes that follow from it.
            if statements.last().is_some_and(|last| !ends_in_semicolon(source, last)) {
                statements.pop();
            }
            let opening = span.start..span.start + first_char(&source.text[span.clone()]);
            let place = Place::new(source, opening);
            fold.errors.push(
                Diagnostic::new(Code::Syntax, format!("this {what} has no end")).at(place, "begins here"),
            );
        }
        let mut rest = lexed.comments.as_slice();
        for (at, one) in statements.iter().enumerate() {
            let next = statements.get(at + 1).map(|next| lexed.tokens[next.tokens.start].start);
            let comments = take_comments(source, &mut rest, one.end, next);
            fold_statement(fold, source, &lexed, one, comments);
        }
        directive::apply(fold, source, rest, &[], source.text.len());
        for comment in rest {
            leftover(fold, source, comment);
        }
    }

    /// The schema as the texts so far have it; what they leave open is filled in by [`finish`](Self::finish).
    pub(crate) fn so_far(&self) -> &Schema {
        &self.fold.schema
    }

    /// What all texts describe.
    ///
    /// # Errors
    /// Every mistake in every text.
    pub fn finish(mut self) -> Result<Described, Errors> {
        let fold = &mut self.fold;
        let tables: Vec<QName> = fold.schema.tables.keys().cloned().collect();
        attach::fill_references(fold, tables);
        settle(fold);
        super::object::settle(&mut fold.schema);
        unknown_types(fold);
        unknown_namespaces(fold);
        let Fold { schema, notes, errors, sources, .. } = self.fold;
        in_order(&errors, &sources).finish()?;
        Ok(Described { schema, notes })
    }
}

/// Names without a namespace that were taken to come with the server, and that something declared later.
fn settle(fold: &mut Fold) {
    let schema = &mut fold.schema;
    let mine = |name: &mut QName, exists: &dyn Fn(&QName) -> bool| {
        let own = QName::public(name.name.clone());
        if name.namespace == "pg_catalog" && exists(&own) {
            *name = own;
        }
    };
    let functions: HashSet<QName> = schema.functions.keys().map(|(name, _)| name.clone()).collect();
    let collations: HashSet<QName> = schema
        .definitions
        .keys()
        .filter_map(|id| if let DefinitionId::Collation(name) = id { Some(name.clone()) } else { None })
        .collect();
    if !collations.is_empty() {
        schema.collations_mut(&mut |name| mine(name, &|own| collations.contains(own)));
    }
    for definition in schema.definitions.values_mut() {
        definition.mentions(&mut |mention| {
            if let Mention::Function(name) = mention {
                mine(name, &|own| functions.contains(own));
            }
        });
    }
}

/// The mistakes in the order of their places.
fn in_order(errors: &Errors, sources: &[Arc<Source>]) -> Errors {
    let mut list: Vec<&Diagnostic> = errors.iter().collect();
    list.sort_by_key(|error| {
        error.label.as_ref().map(|label| {
            let source = sources.iter().position(|source| Arc::ptr_eq(source, &label.place.source));
            (source, label.place.span.start)
        })
    });
    let mut sorted = Errors::new();
    list.into_iter().for_each(|error| sorted.push(error.clone()));
    sorted
}

fn ends_in_semicolon(source: &Source, statement: &Statement) -> bool {
    source.text[..statement.end].ends_with(';')
}

fn first_char(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// The comments before the end of the line on which a statement ends, unless another one begins on that line.
fn take_comments<'c>(
    source: &Source,
    rest: &mut &'c [Comment],
    end: usize,
    next: Option<usize>,
) -> &'c [Comment] {
    let line_end = source.text[end..].find('\n').map_or(source.text.len(), |at| end + at);
    let line_end = line_end.min(next.unwrap_or(line_end));
    let own = rest.iter().take_while(|comment| comment.span.start < line_end).count();
    let (own, others) = rest.split_at(own);
    *rest = others;
    own
}

/// Folds one statement, or what a directive above it says instead.
fn fold_statement(
    fold: &mut Fold,
    source: &Arc<Source>,
    lexed: &Lexed,
    one: &Statement,
    comments: &[Comment],
) {
    let start = lexed.tokens[one.tokens.start].start;
    let above: Vec<Directive> = comments
        .iter()
        .filter(|comment| comment.span.end <= start)
        .filter_map(|comment| directive::parse(source, comment))
        .collect();
    let effects: Vec<&Directive> = above.iter().filter(|d| d.word == "effect").collect();
    let opaque = above.iter().any(|d| d.word == "opaque");
    fold.targets.clear();
    if effects.is_empty() && !opaque {
        let mut cursor = Cursor::new(source, &lexed.tokens, one.tokens.clone());
        if let Err(error) = statement(fold, &mut cursor) {
            fold.errors.push(*error);
        }
    }
    for effect in effects {
        fold_effect(fold, source, effect);
    }
    let mut targets: Vec<Target> = std::mem::take(&mut fold.targets);
    if !comments.is_empty() {
        targets.retain(|target| fold.schema.contains(&target.id));
        directive::apply(fold, source, comments, &targets, one.end);
    }
    targets.clear();
    fold.targets = targets;
}

/// The DDL of `-- @effect`.
fn fold_effect(fold: &mut Fold, source: &Arc<Source>, effect: &Directive) {
    let lexed = lex_range(&source.text, effect.rest.clone());
    let place = |span| Place::new(source, span);
    if let Some((span, what)) = &lexed.unterminated {
        let error = Diagnostic::new(Code::Syntax, format!("this {what} has no end"));
        fold.errors.push(error.at(place(span.clone()), "an effect is written on one line"));
        return;
    }
    let statements = split(&source.text, &lexed.tokens);
    if statements.is_empty() {
        let error = Diagnostic::new(Code::UnknownDirective, "`@effect` says no effect");
        fold.errors
            .push(error.at(place(effect.span.clone()), "").help("write it as `-- @effect ALTER TABLE ..`"));
    }
    for one in statements {
        let mut cursor = Cursor::new(source, &lexed.tokens, one.tokens);
        if let Err(error) = statement(fold, &mut cursor) {
            fold.errors.push(*error);
        }
    }
}

/// `@effect` and `@opaque` below the last statement.
fn leftover(fold: &mut Fold, source: &Arc<Source>, comment: &Comment) {
    let Some(directive) = directive::parse(source, comment) else { return };
    if matches!(directive.word.as_str(), "effect" | "opaque") {
        let place = Place::new(source, directive.span);
        let message = format!("`@{}` stands above no statement", directive.word);
        fold.errors.push(Diagnostic::new(Code::UnusedDirective, message).at(place, ""));
    }
}

/// Types that were used before something declared them, and that nothing declared later.
fn unknown_types(fold: &mut Fold) {
    // Nobody can know what an extension brings that is not in our list.
    if fold.schema.extensions.keys().any(|name| extension::may_bring_more(name)) {
        return;
    }
    let unknown = std::mem::take(&mut fold.unknown_types);
    for (name, place) in unknown {
        if !fold.is_type(&name) && name.namespace != "information_schema" {
            let error = fold.unknown_type(&name, place);
            fold.errors.push(error);
        }
    }
}

/// Namespaces that something is in and that nothing declares: one mistake for each.
fn unknown_namespaces(fold: &mut Fold) {
    let schema = &fold.schema;
    let tables = schema.tables.keys().map(|name| (name, ObjectId::Table(name.clone())));
    let views = schema.views.keys().map(|name| (name, ObjectId::View(name.clone())));
    let enums = schema.enums.keys().map(|name| (name, ObjectId::Enum(name.clone())));
    let domains = schema.domains.keys().map(|name| (name, ObjectId::Domain(name.clone())));
    let sequences = schema.sequences.keys().map(|name| (name, ObjectId::Sequence(name.clone())));
    let functions =
        schema.functions.keys().map(|key| (&key.0, ObjectId::Function(key.0.clone(), key.1.clone())));
    let mut said: Vec<&str> = Vec::new();
    let mut errors = Vec::new();
    for (name, id) in tables.chain(views).chain(enums).chain(domains).chain(sequences).chain(functions) {
        let namespace = name.namespace.as_str();
        if schema.namespaces.contains_key(namespace) || said.contains(&namespace) {
            continue;
        }
        said.push(namespace);
        let mut error = Diagnostic::new(Code::UnknownName, format!("unknown namespace `{namespace}`"));
        if let Some(place) = fold.notes.place(&id) {
            error = error.at(place.clone(), "in a namespace that nothing creates");
        }
        let similar = did_you_mean(namespace, schema.namespaces.keys().map(String::as_str));
        error.help = similar.or_else(|| Some(format!("add `CREATE SCHEMA {namespace};`").into()));
        errors.push(error);
    }
    for error in errors {
        fold.errors.push(error);
    }
}
