//! Which kind of object a `CREATE`, `ALTER` or `DROP` is about.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::statement::unknown;
use super::suggest::did_you_mean_keyword;
use super::{
    aggregate, alter as alter_table, cast, collation, default_privileges, domain, event_trigger, extension,
    foreign_data_wrapper, foreign_table, function, index, namespace, opaque, operator, policy, publication,
    rule, sequence, server, statistics, subscription, table, text_search, trigger, typedef, user_mapping,
    view,
};
use crate::model::FunctionKind;
use crate::report::Diagnostic;

/// What reads the rest of a statement, behind the words for its kind.
type Read = fn(&mut Fold, &mut Cursor<'_>, Begun) -> Parsed<()>;

/// The beginning of a statement.
#[derive(Clone, Copy)]
pub(super) struct Begun {
    /// Its first byte.
    pub(super) start: usize,
    /// `OR REPLACE`.
    pub(super) replace: bool,
}

/// One kind of object: the words for it, and what reads its statements.
struct Kind {
    words: &'static str,
    create: Option<Read>,
    alter: Option<Read>,
    drop: Option<Read>,
}

/// Longer words before shorter ones that they begin with.
const KINDS: &[Kind] = &[
    Kind {
        words: "table",
        create: Some(|f, c, b| table::create(f, c, b.start, table::Kind::Plain)),
        alter: Some(|f, c, b| alter_table::alter(f, c, b.start)),
        drop: Some(|f, c, _| table::drop(f, c)),
    },
    Kind {
        words: "unlogged table",
        create: Some(|f, c, b| table::create(f, c, b.start, table::Kind::Unlogged)),
        alter: None,
        drop: None,
    },
    Kind {
        words: "unique index",
        create: Some(|f, c, b| index::create(f, c, b.start, true)),
        alter: None,
        drop: None,
    },
    Kind {
        words: "index",
        create: Some(|f, c, b| index::create(f, c, b.start, false)),
        alter: Some(|f, c, b| index::alter(f, c, b.start)),
        drop: Some(|f, c, _| index::drop(f, c)),
    },
    Kind {
        words: "type",
        create: Some(|f, c, b| typedef::create(f, c, b.start)),
        alter: Some(|f, c, b| typedef::alter(f, c, b.start)),
        drop: Some(|f, c, _| typedef::drop(f, c, false)),
    },
    Kind {
        words: "domain",
        create: Some(|f, c, b| domain::create(f, c, b.start)),
        alter: Some(|f, c, b| domain::alter(f, c, b.start)),
        drop: Some(|f, c, _| typedef::drop(f, c, true)),
    },
    Kind {
        words: "sequence",
        create: Some(|f, c, b| sequence::create(f, c, b.start)),
        alter: Some(|f, c, b| sequence::alter(f, c, b.start)),
        drop: Some(|f, c, _| sequence::drop(f, c)),
    },
    Kind {
        words: "schema",
        create: Some(|f, c, b| namespace::create(f, c, b.start)),
        alter: Some(|f, c, _| namespace::alter(f, c)),
        drop: Some(|f, c, _| namespace::drop(f, c)),
    },
    Kind {
        words: "extension",
        create: Some(|f, c, b| extension::create(f, c, b.start)),
        alter: Some(|f, c, _| extension::alter(f, c)),
        drop: Some(|f, c, _| extension::drop(f, c)),
    },
    Kind {
        words: "materialized view",
        create: Some(|f, c, b| view::create(f, c, b.start, view(b, true, false))),
        alter: Some(|f, c, b| view::alter(f, c, b.start)),
        drop: Some(|f, c, _| view::drop(f, c, true)),
    },
    Kind {
        words: "recursive view",
        create: Some(|f, c, b| view::create(f, c, b.start, view(b, false, true))),
        alter: None,
        drop: None,
    },
    Kind {
        words: "view",
        create: Some(|f, c, b| view::create(f, c, b.start, view(b, false, false))),
        alter: Some(|f, c, b| view::alter(f, c, b.start)),
        drop: Some(|f, c, _| view::drop(f, c, false)),
    },
    Kind {
        words: "function",
        create: Some(|f, c, b| function::create(f, c, b.start, FunctionKind::Function, b.replace)),
        alter: Some(|f, c, b| function::alter(f, c, b.start, Some(FunctionKind::Function))),
        drop: Some(|f, c, _| function::drop(f, c, Some(FunctionKind::Function))),
    },
    Kind {
        words: "procedure",
        create: Some(|f, c, b| function::create(f, c, b.start, FunctionKind::Procedure, b.replace)),
        alter: Some(|f, c, b| function::alter(f, c, b.start, Some(FunctionKind::Procedure))),
        drop: Some(|f, c, _| function::drop(f, c, Some(FunctionKind::Procedure))),
    },
    Kind {
        words: "routine",
        create: None,
        alter: Some(|f, c, b| function::alter(f, c, b.start, None)),
        drop: Some(|f, c, _| function::drop(f, c, None)),
    },
    Kind {
        words: "publication",
        create: Some(|f, c, b| publication::create(f, c, b.start)),
        alter: Some(|f, c, b| publication::alter(f, c, b.start)),
        drop: Some(|f, c, _| publication::drop(f, c)),
    },
    Kind {
        words: "default privileges",
        create: None,
        alter: Some(|f, c, b| default_privileges::alter(f, c, b.start)),
        drop: None,
    },
    Kind {
        words: "constraint trigger",
        create: Some(|f, c, b| trigger::create(f, c, b.start, b.replace, true)),
        alter: None,
        drop: None,
    },
    Kind {
        words: "trigger",
        create: Some(|f, c, b| trigger::create(f, c, b.start, b.replace, false)),
        alter: Some(|f, c, b| trigger::alter(f, c, b.start)),
        drop: Some(|f, c, b| trigger::drop(f, c, b.start)),
    },
    Kind {
        words: "event trigger",
        create: Some(|f, c, b| event_trigger::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| event_trigger::alter(f, c, b.start)),
        drop: Some(|f, c, b| event_trigger::drop(f, c, b.start)),
    },
    Kind {
        words: "policy",
        create: Some(|f, c, b| policy::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| policy::alter(f, c, b.start)),
        drop: Some(|f, c, b| policy::drop(f, c, b.start)),
    },
    Kind {
        words: "rule",
        create: Some(|f, c, b| rule::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| rule::alter(f, c, b.start)),
        drop: Some(|f, c, b| rule::drop(f, c, b.start)),
    },
    Kind {
        words: "statistics",
        create: Some(|f, c, b| statistics::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| statistics::alter(f, c, b.start)),
        drop: Some(|f, c, b| statistics::drop(f, c, b.start)),
    },
    Kind {
        words: "foreign table",
        create: Some(|f, c, b| foreign_table::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| foreign_table::alter(f, c, b.start)),
        drop: Some(|f, c, b| foreign_table::drop(f, c, b.start)),
    },
    Kind {
        words: "foreign data wrapper",
        create: Some(|f, c, b| foreign_data_wrapper::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| foreign_data_wrapper::alter(f, c, b.start)),
        drop: Some(|f, c, b| foreign_data_wrapper::drop(f, c, b.start)),
    },
    Kind {
        words: "server",
        create: Some(|f, c, b| server::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| server::alter(f, c, b.start)),
        drop: Some(|f, c, b| server::drop(f, c, b.start)),
    },
    Kind {
        words: "user mapping",
        create: Some(|f, c, b| user_mapping::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| user_mapping::alter(f, c, b.start)),
        drop: Some(|f, c, b| user_mapping::drop(f, c, b.start)),
    },
    Kind {
        words: "subscription",
        create: Some(|f, c, b| subscription::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| subscription::alter(f, c, b.start)),
        drop: Some(|f, c, b| subscription::drop(f, c, b.start)),
    },
    Kind {
        words: "aggregate",
        create: Some(|f, c, b| aggregate::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| aggregate::alter(f, c, b.start)),
        drop: Some(|f, c, b| aggregate::drop(f, c, b.start)),
    },
    Kind {
        words: "cast",
        create: Some(|f, c, b| cast::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| cast::alter(f, c, b.start)),
        drop: Some(|f, c, b| cast::drop(f, c, b.start)),
    },
    Kind {
        words: "collation",
        create: Some(|f, c, b| collation::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| collation::alter(f, c, b.start)),
        drop: Some(|f, c, b| collation::drop(f, c, b.start)),
    },
    Kind {
        words: "operator",
        create: Some(|f, c, b| operator::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| operator::alter(f, c, b.start)),
        drop: Some(|f, c, b| operator::drop(f, c, b.start)),
    },
    Kind {
        words: "language",
        create: Some(|f, c, b| opaque::language(f, c, b.start)),
        alter: Some(|f, c, b| opaque::alter_kind(f, c, b.start, "language")),
        drop: Some(|f, c, _| opaque::drop(f, c, "language")),
    },
    Kind {
        words: "transform",
        create: Some(|f, c, b| opaque::transform(f, c, b.start)),
        alter: Some(|f, c, b| opaque::alter_kind(f, c, b.start, "transform")),
        drop: Some(|f, c, _| opaque::drop(f, c, "transform")),
    },
    Kind {
        words: "conversion",
        create: Some(|f, c, b| opaque::conversion(f, c, b.start)),
        alter: Some(|f, c, b| opaque::alter_kind(f, c, b.start, "conversion")),
        drop: Some(|f, c, _| opaque::drop(f, c, "conversion")),
    },
    Kind {
        words: "access method",
        create: Some(|f, c, b| opaque::access_method(f, c, b.start)),
        alter: Some(|f, c, b| opaque::alter_kind(f, c, b.start, "access method")),
        drop: Some(|f, c, _| opaque::drop(f, c, "access method")),
    },
    Kind {
        words: "trusted procedural language",
        create: Some(|f, c, b| opaque::language(f, c, b.start)),
        alter: None,
        drop: None,
    },
    Kind {
        words: "procedural language",
        create: Some(|f, c, b| opaque::language(f, c, b.start)),
        alter: Some(|f, c, b| opaque::alter_kind(f, c, b.start, "language")),
        drop: Some(|f, c, _| opaque::drop(f, c, "language")),
    },
    Kind {
        words: "trusted language",
        create: Some(|f, c, b| opaque::language(f, c, b.start)),
        alter: None,
        drop: None,
    },
    Kind {
        words: "default conversion",
        create: Some(|f, c, b| opaque::conversion(f, c, b.start)),
        alter: None,
        drop: None,
    },
    Kind { words: "system", create: None, alter: Some(|_, c, _| opaque::of_the_server(c)), drop: None },
    Kind { words: "large object", create: None, alter: Some(|_, c, _| opaque::of_the_server(c)), drop: None },
    Kind {
        words: "text search",
        create: Some(|f, c, b| text_search::create(f, c, b.start, b.replace)),
        alter: Some(|f, c, b| text_search::alter(f, c, b.start)),
        drop: Some(|f, c, b| text_search::drop(f, c, b.start)),
    },
];

fn view(begun: Begun, materialized: bool, recursive: bool) -> view::Prefix {
    view::Prefix { replace: begun.replace, materialized, recursive }
}

/// What belongs to the whole server, or is rows: no part of a schema.
const OF_THE_SERVER: &[&str] = &["role", "user", "group", "database", "tablespace", "system", "large object"];

fn of_the_server(c: &mut Cursor<'_>) -> bool {
    !c.is_words("user mapping") && OF_THE_SERVER.iter().any(|words| c.is_words(words))
}

/// The kinds that `CREATE OR REPLACE` knows (manual: SQL commands).
const REPLACED: &[&str] = &[
    "function",
    "procedure",
    "view",
    "recursive",
    "trigger",
    "constraint",
    "rule",
    "aggregate",
    "language",
    "trusted",
    "procedural",
    "transform",
];

pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    c.bump();
    let replace = c.eat("or replace");
    if ["temp", "temporary", "local temp", "local temporary", "global temp", "global temporary"]
        .iter()
        .any(|words| c.is_words(words))
    {
        // Gone with the session that made it.
        return Ok(());
    }
    if replace && !REPLACED.iter().any(|word| c.is_word(word)) {
        return Err(unknown(c, start, &format!("CREATE OR REPLACE {}", kind_words(c))));
    }
    if of_the_server(c) {
        return opaque::of_the_server(c);
    }
    match find(c, |kind| kind.create) {
        Some(read) => read(fold, c, Begun { start, replace }),
        None => Err(unknown_kind(c, start, "CREATE")),
    }
}

pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    c.bump();
    if super::object::alter_owner(fold, c)? {
        return Ok(());
    }
    if of_the_server(c) {
        return opaque::of_the_server(c);
    }
    match find(c, |kind| kind.alter) {
        Some(read) => read(fold, c, Begun { start, replace: false }),
        None if owner_of_another_kind(c) => Ok(()),
        None => Err(unknown_kind(c, start, "ALTER")),
    }
}

pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    c.bump();
    if of_the_server(c) {
        return opaque::of_the_server(c);
    }
    match find(c, |kind| kind.drop) {
        Some(read) => read(fold, c, Begun { start, replace: false }),
        None => Err(unknown_kind(c, start, "DROP")),
    }
}

/// Takes the words for a kind that has such a statement.
fn find(c: &mut Cursor<'_>, verb: impl Fn(&Kind) -> Option<Read>) -> Option<Read> {
    KINDS.iter().find_map(|kind| verb(kind).filter(|_| c.eat(kind.words)))
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
        "default",
        "event",
        "foreign",
        "operator",
        "server",
        "statistics",
        "subscription",
        "text",
        "constraint",
        "owned",
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
