//! What a statement is, by its first words.

use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::suggest::did_you_mean_keyword;
use super::text::{Kind, unquote_string};
use super::{
    aggregate, alter, cast, change, collation, comment, default_privileges, domain, enumeration,
    event_trigger, extension, foreign_data_wrapper, foreign_table, function, grant, index, namespace,
    operator, policy, publication, rule, sequence, server, statistics, subscription, table, text_search,
    trigger, user_mapping, view,
};
use crate::model::FunctionKind;
use crate::report::{Code, Diagnostic};

/// Folds one statement.
pub(super) fn statement(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let drops = matches!(c.word_at(0).as_deref(), Some("drop" | "alter"));
    fold_one(fold, c)?;
    if drops {
        change::forget(fold);
    }
    Ok(())
}

fn fold_one(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let start = c.here().start;
    let Some(first) = c.word_at(0) else { return Err(c.expected("a statement")) };
    fold.strict = first == "alter";
    match first.as_str() {
        "create" => create(fold, c, start),
        "alter" => alter(fold, c, start),
        "drop" => drop(fold, c, start),
        "comment" => {
            c.bump();
            comment::comment(fold, c, start)
        }
        "set" => {
            set(fold, c);
            Ok(())
        }
        "select" => select(fold, c),
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
        | "discard" | "listen" | "notify" | "unlisten" | "explain" | "table" => Ok(()),
        "grant" => grant::grant(fold, c, start),
        "revoke" => grant::revoke(fold, c, start),
        "security" | "import" | "reassign" | "load" | "prepare" | "execute" | "deallocate" | "declare"
        | "fetch" | "close" | "move" => Err(unknown(c, start, &first.to_uppercase())),
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

fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    c.bump();
    let replace = c.eat("or replace");
    if ["temp", "temporary", "local temp", "local temporary", "global temp", "global temporary"]
        .iter()
        .any(|words| c.is_words(words))
    {
        return Err(unknown(c, start, "CREATE TEMPORARY .."));
    }
    if replace
        && !["function", "procedure", "view", "recursive", "trigger", "constraint", "rule", "aggregate"]
            .iter()
            .any(|word| c.is_word(word))
    {
        return Err(unknown(c, start, &format!("CREATE OR REPLACE {}", kind_words(c))));
    }
    let view = |materialized, recursive| view::Prefix { replace, materialized, recursive };
    if c.eat("table") {
        table::create(fold, c, start, false)
    } else if c.eat("unlogged table") {
        table::create(fold, c, start, true)
    } else if c.eat("unique index") {
        index::create(fold, c, start, true)
    } else if c.eat("index") {
        index::create(fold, c, start, false)
    } else if c.eat("type") {
        enumeration::create(fold, c, start)
    } else if c.eat("domain") {
        domain::create(fold, c, start)
    } else if c.eat("sequence") {
        sequence::create(fold, c, start)
    } else if c.eat("schema") {
        namespace::create(fold, c, start)
    } else if c.eat("extension") {
        extension::create(fold, c, start)
    } else if c.eat("materialized view") {
        view::create(fold, c, start, view(true, false))
    } else if c.eat("recursive view") {
        view::create(fold, c, start, view(false, true))
    } else if c.eat("view") {
        view::create(fold, c, start, view(false, false))
    } else if c.eat("function") {
        function::create(fold, c, start, FunctionKind::Function, replace)
    } else if c.eat("procedure") {
        function::create(fold, c, start, FunctionKind::Procedure, replace)
    } else if c.eat("publication") {
        publication::create(fold, c, start)
    } else if c.is_words("constraint trigger") {
        trigger::create(fold, c, start, replace)
    } else if c.eat("trigger") {
        trigger::create(fold, c, start, replace)
    } else if c.eat("event trigger") {
        event_trigger::create(fold, c, start, replace)
    } else if c.eat("policy") {
        policy::create(fold, c, start, replace)
    } else if c.eat("rule") {
        rule::create(fold, c, start, replace)
    } else if c.eat("statistics") {
        statistics::create(fold, c, start, replace)
    } else if c.eat("foreign table") {
        foreign_table::create(fold, c, start, replace)
    } else if c.eat("foreign data wrapper") {
        foreign_data_wrapper::create(fold, c, start, replace)
    } else if c.eat("server") {
        server::create(fold, c, start, replace)
    } else if c.eat("user mapping") {
        user_mapping::create(fold, c, start, replace)
    } else if c.eat("subscription") {
        subscription::create(fold, c, start, replace)
    } else if c.eat("aggregate") {
        aggregate::create(fold, c, start, replace)
    } else if c.eat("cast") {
        cast::create(fold, c, start, replace)
    } else if c.eat("collation") {
        collation::create(fold, c, start, replace)
    } else if c.eat("operator") {
        operator::create(fold, c, start, replace)
    } else if c.eat("text search") {
        text_search::create(fold, c, start, replace)
    } else {
        Err(unknown_kind(c, start, "CREATE"))
    }
}

fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    c.bump();
    if c.eat("table") {
        alter::alter(fold, c, start)
    } else if c.eat("index") {
        index::alter(fold, c, start)
    } else if c.eat("type") {
        enumeration::alter(fold, c, start)
    } else if c.eat("domain") {
        domain::alter(fold, c, start)
    } else if c.eat("sequence") {
        sequence::alter(fold, c, start)
    } else if c.eat("schema") {
        namespace::alter(fold, c)
    } else if c.eat("extension") {
        extension::alter(fold, c)
    } else if c.eat("view") || c.eat("materialized view") {
        view::alter(fold, c, start)
    } else if c.eat("function") {
        function::alter(fold, c, start, Some(FunctionKind::Function))
    } else if c.eat("procedure") {
        function::alter(fold, c, start, Some(FunctionKind::Procedure))
    } else if c.eat("routine") {
        function::alter(fold, c, start, None)
    } else if c.eat("publication") {
        publication::alter(fold, c, start)
    } else if c.eat("default privileges") {
        default_privileges::alter(fold, c, start)
    } else if c.eat("trigger") {
        trigger::alter(fold, c, start)
    } else if c.eat("event trigger") {
        event_trigger::alter(fold, c, start)
    } else if c.eat("policy") {
        policy::alter(fold, c, start)
    } else if c.eat("rule") {
        rule::alter(fold, c, start)
    } else if c.eat("statistics") {
        statistics::alter(fold, c, start)
    } else if c.eat("foreign table") {
        foreign_table::alter(fold, c, start)
    } else if c.eat("foreign data wrapper") {
        foreign_data_wrapper::alter(fold, c, start)
    } else if c.eat("server") {
        server::alter(fold, c, start)
    } else if c.eat("user mapping") {
        user_mapping::alter(fold, c, start)
    } else if c.eat("subscription") {
        subscription::alter(fold, c, start)
    } else if c.eat("aggregate") {
        aggregate::alter(fold, c, start)
    } else if c.eat("cast") {
        cast::alter(fold, c, start)
    } else if c.eat("collation") {
        collation::alter(fold, c, start)
    } else if c.eat("operator") {
        operator::alter(fold, c, start)
    } else if c.eat("text search") {
        text_search::alter(fold, c, start)
    } else if owner_of_another_kind(c) {
        Ok(())
    } else {
        Err(unknown_kind(c, start, "ALTER"))
    }
}

fn drop(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    c.bump();
    if c.eat("table") {
        table::drop(fold, c)
    } else if c.eat("index") {
        index::drop(fold, c)
    } else if c.eat("type") {
        drop_types(fold, c, false)
    } else if c.eat("domain") {
        drop_types(fold, c, true)
    } else if c.eat("sequence") {
        drop_sequences(fold, c)
    } else if c.eat("schema") {
        namespace::drop(fold, c)
    } else if c.eat("extension") {
        extension::drop(fold, c)
    } else if c.eat("view") {
        view::drop(fold, c, false)
    } else if c.eat("materialized view") {
        view::drop(fold, c, true)
    } else if c.eat("function") {
        function::drop(fold, c, Some(FunctionKind::Function))
    } else if c.eat("procedure") {
        function::drop(fold, c, Some(FunctionKind::Procedure))
    } else if c.eat("routine") {
        function::drop(fold, c, None)
    } else if c.eat("publication") {
        publication::drop(fold, c)
    } else if c.eat("trigger") {
        trigger::drop(fold, c, start)
    } else if c.eat("event trigger") {
        event_trigger::drop(fold, c, start)
    } else if c.eat("policy") {
        policy::drop(fold, c, start)
    } else if c.eat("rule") {
        rule::drop(fold, c, start)
    } else if c.eat("statistics") {
        statistics::drop(fold, c, start)
    } else if c.eat("foreign table") {
        foreign_table::drop(fold, c, start)
    } else if c.eat("foreign data wrapper") {
        foreign_data_wrapper::drop(fold, c, start)
    } else if c.eat("server") {
        server::drop(fold, c, start)
    } else if c.eat("user mapping") {
        user_mapping::drop(fold, c, start)
    } else if c.eat("subscription") {
        subscription::drop(fold, c, start)
    } else if c.eat("aggregate") {
        aggregate::drop(fold, c, start)
    } else if c.eat("cast") {
        cast::drop(fold, c, start)
    } else if c.eat("collation") {
        collation::drop(fold, c, start)
    } else if c.eat("operator") {
        operator::drop(fold, c, start)
    } else if c.eat("text search") {
        text_search::drop(fold, c, start)
    } else {
        Err(unknown_kind(c, start, "DROP"))
    }
}

/// `DROP TYPE | DOMAIN [IF EXISTS] name, .. [CASCADE]`.
fn drop_types(fold: &mut Fold, c: &mut Cursor<'_>, domain: bool) -> Parsed<()> {
    let what = if domain { "domain" } else { "enum" };
    let list = drop_list(c, "a type's name")?;
    for name in &list.names {
        let known = |n: &crate::model::QName| {
            fold.schema.domains.contains_key(n) || (!domain && fold.schema.enums.contains_key(n))
        };
        let Some(qname) = fold.find(name, known) else {
            if list.lenient {
                continue;
            }
            let known = fold.schema.enums.keys().chain(fold.schema.domains.keys());
            return Err(fold.unknown(c, what, name, known));
        };
        let users = change::type_users(&fold.schema, |ty| *ty == qname);
        if let Some(user) = users.first().filter(|_| !list.cascade) {
            let message = format!("type `{qname}` cannot be dropped: {} `{user}` uses it", user.kind());
            return Err(Box::new(
                Diagnostic::new(Code::Invalid, message)
                    .at(c.place(name.span.clone()), "")
                    .help("change what uses it first, or write CASCADE"),
            ));
        }
        change::drop_type(fold, c, &qname, &name.span);
    }
    Ok(())
}

/// `DROP SEQUENCE [IF EXISTS] name, .. [CASCADE]`.
fn drop_sequences(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let list = drop_list(c, "a sequence's name")?;
    for name in &list.names {
        let Some(qname) = fold.find(name, |n| fold.schema.sequences.contains_key(n)) else {
            if list.lenient {
                continue;
            }
            return Err(fold.unknown(c, "sequence", name, fold.schema.sequences.keys()));
        };
        if let Some(user) = change::counting_column(&fold.schema, &qname).filter(|_| !list.cascade) {
            let message =
                format!("sequence `{qname}` cannot be dropped: the default of `{user}` counts with it");
            return Err(Box::new(
                Diagnostic::new(Code::Invalid, message)
                    .at(c.place(name.span.clone()), "")
                    .help("drop the default first, or write CASCADE"),
            ));
        }
        change::drop_sequence(fold, &qname);
    }
    Ok(())
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

/// `ALTER AGGREGATE .. OWNER TO ..`: no effect whatever the kind is.
fn owner_of_another_kind(c: &Cursor<'_>) -> bool {
    let mut ahead = *c;
    while !ahead.is_done() {
        if ahead.eat("owner to") {
            return true;
        }
        ahead.skip_balanced();
    }
    false
}

/// The words that name the kind of an object.
fn kind_words(c: &Cursor<'_>) -> String {
    const TWO: &[&str] = &[
        "event",
        "foreign",
        "text",
        "default",
        "user",
        "access",
        "operator",
        "materialized",
        "constraint",
        "large",
        "row",
    ];
    let Some(first) = c.word_at(0) else { return String::new() };
    match c.word_at(1).filter(|_| TWO.contains(&first.as_str())) {
        Some(second) => format!("{first} {second}").to_uppercase(),
        None => first.to_uppercase(),
    }
}

fn unknown_kind(c: &mut Cursor<'_>, start: usize, verb: &str) -> Box<Diagnostic> {
    const KINDS: &[&str] = &[
        "table",
        "index",
        "type",
        "domain",
        "sequence",
        "schema",
        "extension",
        "view",
        "function",
        "procedure",
        "publication",
        "unique",
    ];
    const LATER: &[&str] = &[
        "role",
        "user",
        "group",
        "conversion",
        "database",
        "default",
        "event",
        "foreign",
        "language",
        "operator",
        "server",
        "statistics",
        "subscription",
        "tablespace",
        "text",
        "transform",
        "access",
        "constraint",
        "large",
        "owned",
        "system",
        "trusted",
        "procedural",
    ];
    let Some(word) = c.word_at(0) else { return c.expected("the kind of an object, such as `TABLE`") };
    if !LATER.contains(&word.as_str()) {
        let mut error = c.expected("the kind of an object, such as `TABLE`");
        error.help = did_you_mean_keyword(&word, KINDS.iter().copied());
        return error;
    }
    let words = format!("{verb} {}", kind_words(c));
    for _ in words.split(' ').skip(1) {
        c.bump();
    }
    unknown(c, start, &words)
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
    if call.is_word("setval") {
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
