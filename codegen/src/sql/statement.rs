//! What a statement is, by its first words.

use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::scope::Scope;
use super::suggest::did_you_mean_keyword;
use super::text::{Kind, unquote_string};
use super::{block, change, comment, dispatch, grant, opaque, spread};
use crate::report::{Code, Diagnostic};

/// Folds one statement.
pub(super) fn statement(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let drops = may_drop(c);
    let scope = Scope::of(fold);
    fold_one(fold, &mut c.within(scope.as_ref()))?;
    if drops {
        change::forget(fold);
    }
    Ok(())
}

/// Whether something can be gone afterwards. Looking costs as much as the schema is large.
fn may_drop(c: &Cursor<'_>) -> bool {
    match c.word_at(0).as_deref() {
        Some("drop") => true,
        Some("alter") => {
            let mut ahead = *c;
            while !ahead.is_done() {
                if ahead.is_word("drop") {
                    return true;
                }
                ahead.bump();
            }
            false
        }
        _ => false,
    }
}

fn fold_one(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let start = c.here().start;
    let Some(first) = c.word_at(0) else { return Err(c.expected("a statement")) };
    fold.strict = first == "alter";
    match first.as_str() {
        "create" => dispatch::create(fold, c, start),
        "alter" => dispatch::alter(fold, c, start),
        "drop" => dispatch::drop(fold, c, start),
        "comment" => {
            c.bump();
            comment::comment(fold, c, start)
        }
        "set" => {
            set(fold, c);
            Ok(())
        }
        "select" => select(fold, c),
        "do" if block::block(fold, c)? => Ok(()),
        "do" | "call" => {
            Err(opaque(c, &format!("what a `{}` does to the schema cannot be read", first.to_uppercase())))
        }
        "rollback" | "abort" if !c.is_word_at(1, "to") => Err(c.report(
            Code::Invalid,
            c.here(),
            "a rollback undoes what stands before it",
            "take it out with what it undoes",
        )),
        // Transactions and settings of the session, rows, maintenance: no effect on the schema.
        "begin" | "start" | "commit" | "end" | "rollback" | "abort" | "savepoint" | "release" | "reset"
        | "show" | "insert" | "update" | "delete" | "merge" | "copy" | "truncate" | "with" | "values"
        | "lock" | "analyze" | "analyse" | "vacuum" | "reindex" | "refresh" | "cluster" | "checkpoint"
        | "discard" | "listen" | "notify" | "unlisten" | "explain" | "table" | "load" | "prepare"
        | "execute" | "deallocate" | "declare" | "fetch" | "close" | "move" => Ok(()),
        "grant" => grant::grant(fold, c, start),
        "revoke" => grant::revoke(fold, c, start),
        "security" => opaque::security_label(fold, c, start),
        "import" | "reassign" => Err(unknown(c, start, &first.to_uppercase())),
        _ => {
            const KNOWN: &[&str] = &[
                "create", "alter", "drop", "comment", "insert", "update", "delete", "select", "grant",
                "begin", "commit", "set", "copy", "truncate", "do",
            ];
            let mut error = Diagnostic::new(Code::Syntax, format!("`{}` begins no statement", c.peek_text()))
                .at(c.place(c.here()), "");
            if c.kind() == Some(Kind::Word) {
                error.help = did_you_mean_keyword(&first, KNOWN.iter().copied());
            }
            Err(Box::new(error))
        }
    }
}

// ---- what several kinds share -----------------------------------------------------------------------------------

/// `IF EXISTS`.
pub(super) fn if_exists(c: &mut Cursor<'_>) -> bool {
    c.eat("if exists")
}

/// `IF NOT EXISTS`.
pub(super) fn if_not_exists(c: &mut Cursor<'_>) -> bool {
    c.eat("if not exists")
}

/// `OWNER TO role`: who owns an object is no part of the model.
pub(super) fn passed_over(c: &mut Cursor<'_>) -> bool {
    c.eat("owner to")
}

/// The names after `DROP kind`.
pub(super) struct DropList {
    pub(super) names: Vec<Name>,
    pub(super) lenient: bool,
    pub(super) cascade: bool,
}

/// `[IF EXISTS] name, .. [CASCADE | RESTRICT]`.
pub(super) fn drop_list(c: &mut Cursor<'_>, what: &str) -> Parsed<DropList> {
    let lenient = if_exists(c);
    let mut names = vec![c.name(what)?];
    while c.eat_kind(Kind::Comma) {
        names.push(c.name(what)?);
    }
    let cascade = c.eat("cascade");
    if !cascade {
        c.eat("restrict");
    }
    c.finish("`,`, `CASCADE` or the end of the statement")?;
    Ok(DropList { names, lenient, cascade })
}

/// A statement that the reader does not know, from its first byte on.
pub(super) fn unknown(c: &Cursor<'_>, start: usize, statement: &str) -> Box<Diagnostic> {
    let end = if c.last_end() > start { c.last_end() } else { c.here().end };
    Box::new(
        Diagnostic::new(Code::UnknownStatement, format!("`{statement}` is not supported yet"))
            .at(c.place(start..end), "")
            .help("where nothing else depends on it, `-- @opaque` on the line above passes it over"),
    )
}

fn opaque(c: &Cursor<'_>, message: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::UnknownStatement, message).at(c.place(c.here()), "").help(
        "say what it does on the line above: `-- @effect ALTER TABLE ..`, or `-- @opaque` when it changes no object",
    ))
}

/// `SET ..`: only `search_path` matters, for names without a namespace.
fn set(fold: &mut Fold, c: &mut Cursor<'_>) {
    c.bump();
    let _ = c.eat("local") || c.eat("session");
    if !c.eat("search_path") {
        return;
    }
    if !c.eat("to") {
        c.eat_operator("=");
    }
    let mut names = Vec::new();
    while let Some(token) = c.bump() {
        match token.kind {
            Kind::String => names.push(unquote_string(c.text(token))),
            Kind::Word | Kind::Quoted => {
                let text = c.text(token);
                names.push(if token.kind == Kind::Word {
                    super::text::fold_word(text)
                } else {
                    super::text::unquote_name(text)
                });
            }
            _ => {}
        }
    }
    fold.set_path(names);
}

/// `SELECT set_config(..)` and `SELECT setval(..)`, which pg_dump writes; any other query may call anything.
fn select(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let mut call = *c;
    call.bump();
    if call.is_word("pg_catalog") {
        call.bump();
        call.bump();
    }
    let mut distribution = call;
    if spread::call(fold, &mut distribution)? {
        *c = distribution;
        return Ok(());
    }
    if ["setval", "lo_create", "lo_open", "lo_close", "lowrite"].iter().any(|word| call.is_word(word)) {
        return Ok(());
    }
    if call.eat("set_config")
        && let Ok(mut arguments) = call.group("`(`")
    {
        let name = arguments.string("a setting").unwrap_or_default();
        arguments.eat_kind(Kind::Comma);
        if name == "search_path" {
            let path = arguments.string("a value").unwrap_or_default();
            fold.set_path(path.split(',').map(|part| part.trim().trim_matches('"').to_owned()).collect());
        }
        return Ok(());
    }
    Err(opaque(c, "what the functions of a `SELECT` do to the schema cannot be read"))
}
