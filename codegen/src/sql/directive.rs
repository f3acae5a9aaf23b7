//! Comments that say something: directives (`-- @private`), and the lines above an object, which become its docs.

use std::ops::Range;
use std::sync::Arc;

use super::fold::{Fold, Target};
use super::spread;
use super::suggest::did_you_mean;
use super::text::{Comment, Kind, fold_word, lex, unquote_name, unquote_string};
use crate::model::{Allow, Audience, DefinitionId, ObjectId, QName};
use crate::report::{Code, Diagnostic, Place, Source};

/// A directive, split into its word and the rest.
#[derive(Clone, Debug)]
pub(super) struct Directive {
    /// The word after `@`.
    pub(super) word: String,
    /// The bytes of `@word`.
    pub(super) span: Range<usize>,
    /// The bytes of what follows it.
    pub(super) rest: Range<usize>,
}

/// Every word that may follow `@`.
const KNOWN: &[&str] = &[
    "private",
    "renamed",
    "rust",
    "zero",
    "allow",
    "partition",
    "distribute",
    "reference",
    "commit",
    "effect",
    "opaque",
    "no-transaction",
];

/// What a comment says as a directive. `-- @` anywhere else in a comment is only text.
pub(super) fn parse(source: &Source, comment: &Comment) -> Option<Directive> {
    let text = &source.text[comment.span.clone()];
    let body = text.trim_start_matches('-');
    let at = comment.span.start + (text.len() - body.trim_start().len());
    let after = body.trim_start().strip_prefix('@')?;
    let length = after.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
    if length == 0 {
        return None;
    }
    let end = at + 1 + length;
    Some(Directive { word: after[..length].to_owned(), span: at..end, rest: end..comment.span.end })
}

/// The comments of one statement, applied to what it described; `end` is the byte after it.
pub(super) fn apply(
    fold: &mut Fold,
    source: &Arc<Source>,
    comments: &[Comment],
    targets: &[Target],
    end: usize,
) {
    for (at, comment) in comments.iter().enumerate() {
        let Some(directive) = parse(source, comment) else { continue };
        let place = Place::new(source, directive.span.clone());
        if !KNOWN.contains(&directive.word.as_str()) {
            let message = format!("unknown directive `@{}`", directive.word);
            let mut error = Diagnostic::new(Code::UnknownDirective, message).at(place, "");
            error.help = did_you_mean(&directive.word, KNOWN.iter().copied())
                .map(|help| help.replacen('`', "`@", 1).into());
            fold.errors.push(error);
            continue;
        }
        match directive.word.as_str() {
            // What these say is about the statement, and was heard before it was read.
            "commit" | "no-transaction" | "effect" | "opaque" => {}
            word => match target(source, comments, at, targets, end) {
                Some(target) => object(fold, source, &directive, word, &target.id, place),
                None if word == "allow" && is_of_statements(source, &directive) => {}
                None => fold.errors.push(unused(word, place)),
            },
        }
    }
    for target in targets {
        if let Some(docs) = docs(source, comments, target.span.start) {
            fold.notes.entry(target.id.clone()).docs = Some(docs.into());
        }
    }
}

/// Whether all that is allowed are lints of migrations, which are about the statement below.
fn is_of_statements(source: &Source, directive: &Directive) -> bool {
    let mut codes = codes(&source.text[directive.rest.clone()]).peekable();
    codes.peek().is_some() && codes.all(crate::lint::is_of_migrations)
}

/// The codes of an `@allow`, which end at a colon.
fn codes(rest: &str) -> impl Iterator<Item = &str> {
    rest.split(':').next().unwrap_or_default().split([',', ' ', '\t']).filter(|word| !word.is_empty())
}

fn unused(word: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::UnusedDirective, format!("`@{word}` stands above nothing that it could apply to"))
        .at(place, "")
        .help("put it on the line above a table or column, or at the end of that line")
}

/// What a comment is about: on a line of its own, what starts below it with nothing between; at the end of a line,
/// the last thing that starts on that line, or else ends there.
fn target<'t>(
    source: &Source,
    comments: &[Comment],
    at: usize,
    targets: &'t [Target],
    end: usize,
) -> Option<&'t Target> {
    let comment = &comments[at];
    if comment.own_line {
        let below = |target: &&Target| {
            target.span.start >= comment.span.end
                && only_comments(source, comments, comment.span.end..target.span.start)
        };
        return targets.iter().filter(below).min_by_key(|target| target.span.start);
    }
    // After the semicolon: the table, not its last column.
    let table = targets.iter().find(|target| matches!(target.id, ObjectId::Table(_)));
    if let Some(table) = table.filter(|_| comment.span.start >= end) {
        return Some(table);
    }
    let line = source.text[..comment.span.start].rfind('\n').map_or(0, |at| at + 1);
    let before = |target: &&Target| target.span.start < comment.span.start;
    let starts_here = |target: &&Target| target.span.start >= line;
    let ends_here = |target: &&Target| target.span.end > line && target.span.end <= comment.span.start;
    let last = |filter: &dyn Fn(&&Target) -> bool| {
        targets.iter().filter(|t| is_for_directives(t) && before(t) && filter(t)).max_by_key(|t| t.span.start)
    };
    last(&starts_here).or_else(|| last(&ends_here))
}

/// At the end of a line a column counts, not the constraints at it.
fn is_for_directives(target: &Target) -> bool {
    !matches!(target.id, ObjectId::Constraint(..))
}

/// Whether nothing but white space and other comments stands in a range.
fn only_comments(source: &Source, comments: &[Comment], range: Range<usize>) -> bool {
    let mut at = range.start;
    for comment in comments.iter().filter(|c| c.span.start >= range.start && c.span.end <= range.end) {
        if !source.text[at..comment.span.start].trim().is_empty() {
            return false;
        }
        at = comment.span.end;
    }
    source.text[at..range.end].trim().is_empty()
}

/// The comment lines directly above, without the directives among them.
fn docs(source: &Source, comments: &[Comment], start: usize) -> Option<String> {
    let mut lines: Vec<&str> = Vec::new();
    let mut below = start;
    for comment in comments.iter().rev().filter(|c| c.span.end <= start) {
        let gap = &source.text[comment.span.end..below];
        if !comment.own_line || !gap.trim().is_empty() || gap.matches('\n').count() != 1 {
            break;
        }
        below = comment.span.start;
        if parse(source, comment).is_none() {
            let text = source.text[comment.span.clone()].trim_start_matches('-');
            // Not the rules that people draw.
            let rule = text.len() > 3 && text.trim().chars().all(|c| "-=*#~+".contains(c));
            lines.extend((!rule).then(|| text.strip_prefix(' ').unwrap_or(text).trim_end()));
        }
    }
    lines.reverse();
    let text = lines.join("\n").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn object(
    fold: &mut Fold,
    source: &Arc<Source>,
    directive: &Directive,
    word: &str,
    id: &ObjectId,
    place: Place,
) {
    let error = match word {
        "allow" => allow(fold, source, id, directive),
        "private" => private(fold, id, &source.text[directive.rest.clone()]),
        "zero" => zero(fold, id, &source.text[directive.rest.clone()]),
        "renamed" => renamed(fold, id, &source.text[directive.rest.clone()]),
        "partition" => spread::partition(fold, id, &source.text[directive.rest.clone()], &place),
        "distribute" => spread::distribute(fold, id, &source.text[directive.rest.clone()], &place),
        "reference" => spread::reference(fold, id, &source.text[directive.rest.clone()], &place),
        _ => rust(fold, id, &source.text[directive.rest.clone()]),
    };
    if let Err((code, message)) = error {
        fold.errors.push(Diagnostic::new(code, message).at(place, ""));
    }
}

pub(super) type Applied = Result<(), (Code, String)>;

fn private(fold: &mut Fold, id: &ObjectId, rest: &str) -> Applied {
    if !rest.trim().is_empty() {
        return Err((
            Code::UnknownDirective,
            format!("`@private` takes no argument, found `{}`", rest.trim()),
        ));
    }
    match id {
        ObjectId::Table(_) | ObjectId::Column(..) | ObjectId::View(_) => {
            fold.notes.entry(id.clone()).audience = Some(Audience::Private);
            Ok(())
        }
        other => {
            let message = format!("`@private` is for tables, columns and views; this is: {}", other.kind());
            Err((Code::UnusedDirective, message))
        }
    }
}

/// `@zero` above a publication: it is the one that Zero replicates.
fn zero(fold: &mut Fold, id: &ObjectId, rest: &str) -> Applied {
    if !rest.trim().is_empty() {
        return Err((Code::UnknownDirective, format!("`@zero` takes no argument, found `{}`", rest.trim())));
    }
    match id {
        ObjectId::Publication(_) => {
            fold.notes.entry(id.clone()).zero = true;
            Ok(())
        }
        other => {
            Err((Code::UnusedDirective, format!("`@zero` is for publications; this is: {}", other.kind())))
        }
    }
}

/// `TW012`, `TW012, TW013: because it is so`: lints that have nothing to say here.
fn allow(fold: &mut Fold, source: &Arc<Source>, id: &ObjectId, directive: &Directive) -> Applied {
    let rest = &source.text[directive.rest.clone()];
    let mut any = false;
    for word in codes(rest) {
        let Some(lint) = crate::lint::find(word) else {
            let message = format!("there is no lint `{word}`; `tablewright explain-lint` lists all");
            return Err((Code::UnknownDirective, message));
        };
        let place = Place::new(source, directive.span.start..directive.rest.end);
        let allow = Allow { code: lint.code.to_owned(), place: Some(place) };
        fold.notes.entry(id.clone()).allow.push(allow);
        any = true;
    }
    match any {
        true => Ok(()),
        false => Err((Code::UnknownDirective, "write it as `@allow TW012`".to_owned())),
    }
}

/// `from=old`, `from=namespace.old`, with names in quotes where they need them.
fn renamed(fold: &mut Fold, id: &ObjectId, rest: &str) -> Applied {
    let wrong = || (Code::UnknownDirective, "write it as `@renamed from=old_name`".to_owned());
    let arguments = arguments(rest).ok_or_else(wrong)?;
    let [(key, parts)] = arguments.as_slice() else { return Err(wrong()) };
    if key != "from" {
        return Err(wrong());
    }
    let namespace = match id {
        ObjectId::Table(name)
        | ObjectId::View(name)
        | ObjectId::Enum(name)
        | ObjectId::Domain(name)
        | ObjectId::Sequence(name)
        | ObjectId::Function(name, _)
        | ObjectId::Column(name, _)
        | ObjectId::Constraint(name, _)
        | ObjectId::Index(name, _) => name.namespace.clone(),
        ObjectId::Namespace(_) | ObjectId::Extension(_) | ObjectId::Publication(_) => "public".to_owned(),
        ObjectId::Definition(id) => {
            id.qname().or(id.relation()).map_or_else(|| "public".to_owned(), |name| name.namespace.clone())
        }
    };
    let old = match parts.as_slice() {
        [name] => QName::new(namespace, name.clone()),
        [namespace, name] => QName::new(namespace.clone(), name.clone()),
        _ => return Err(wrong()),
    };
    fold.notes.entry(id.clone()).renamed_from = Some(old);
    Ok(())
}

/// `type="crate::Settings"`, `name="Account"`, `newtype`.
fn rust(fold: &mut Fold, id: &ObjectId, rest: &str) -> Applied {
    if rest.trim() == "newtype" {
        if let ObjectId::Domain(_) = id {
            fold.notes.entry(id.clone()).newtype = true;
            return Ok(());
        }
        let message = format!("`@rust newtype` is for a domain, not for a {}", id.kind());
        return Err((Code::UnusedDirective, message));
    }
    let wrong = || {
        (
            Code::UnknownDirective,
            "write it as `@rust name=\"Account\"` or `@rust type=\"crate::Settings\"`".to_owned(),
        )
    };
    let arguments = arguments(rest).filter(|a| !a.is_empty()).ok_or_else(wrong)?;
    for (key, parts) in arguments {
        let value = parts.join(".");
        match (key.as_str(), id) {
            ("name", ObjectId::Table(_) | ObjectId::Column(..) | ObjectId::Enum(_) | ObjectId::View(_)) => {
                fold.notes.entry(id.clone()).rust_name = Some(value);
            }
            ("name", ObjectId::Definition(DefinitionId::Composite(_))) => {
                fold.notes.entry(id.clone()).rust_name = Some(value);
            }
            // A domain has a name in Rust only where it has a type there.
            ("name", ObjectId::Domain(_)) => {
                let note = fold.notes.entry(id.clone());
                note.rust_name = Some(value);
                note.newtype = true;
            }
            ("type", ObjectId::Column(..)) => fold.notes.entry(id.clone()).rust_type = Some(value),
            ("name" | "type", other) => {
                let message = format!("`@rust {key}` does not apply to a {}", other.kind());
                return Err((Code::UnusedDirective, message));
            }
            _ => return Err(wrong()),
        }
    }
    Ok(())
}

/// `key=value key="value"`: each value as the parts between dots. A word keeps its case: `from=createdAt` is no SQL, and
/// names the column that is called so.
pub(super) fn arguments(rest: &str) -> Option<Vec<(String, Vec<String>)>> {
    let tokens = lex(rest).tokens;
    let mut tokens = tokens.iter().peekable();
    let mut list = Vec::new();
    while let Some(key) = tokens.next() {
        let equals = tokens.next()?;
        if key.kind != Kind::Word || &rest[equals.start..equals.end] != "=" {
            return None;
        }
        let mut parts = Vec::new();
        loop {
            let value = tokens.next()?;
            let text = &rest[value.start..value.end];
            parts.push(match value.kind {
                Kind::Word | Kind::Number => text.to_owned(),
                Kind::Quoted => unquote_name(text),
                Kind::String => unquote_string(text),
                _ => return None,
            });
            if tokens.peek().is_none_or(|t| t.kind != Kind::Dot) {
                break;
            }
            tokens.next();
        }
        list.push((fold_word(&rest[key.start..key.end]), parts));
    }
    Some(list)
}
