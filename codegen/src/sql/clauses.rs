//! The clauses behind the arguments of a function: `RETURNS .. LANGUAGE .. IMMUTABLE .. AS ..`.
//!
//! PostgreSQL takes them in any order. They are kept as written, and compared in one order, without those that say what
//! holds anyway.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::text::Kind;
use crate::ddl;
use crate::model::Expr;

/// What a clause is about, in the order of comparison; the body comes last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Returns,
    Language,
    Transform,
    Window,
    Volatility,
    Leakproof,
    Strict,
    Security,
    Parallel,
    Cost,
    Rows,
    Support,
    Set(String),
    Body,
}

/// One clause.
#[derive(Clone, Debug)]
struct Clause {
    key: Key,
    /// As it is written.
    text: String,
    /// As it is compared; `None` says what holds anyway.
    canonical: Option<String>,
}

/// The definition of a function as written and as it is compared. What is not understood is kept as it is.
pub(super) fn definition(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<Expr> {
    let mut ahead = *c;
    let whole = c.rest("`RETURNS`, `LANGUAGE` or `AS`")?;
    let known = ahead.text_has_type_reference();
    Ok(match read(Some(fold), &mut ahead) {
        Some(clauses) => {
            let canonical = canonical(&clauses);
            // PostgreSQL itself keeps only what `table.column%TYPE` is at that moment.
            Expr { text: if known { text(&clauses) } else { whole.text }, canonical }
        }
        None => whole,
    })
}

/// The same for a definition that was rewritten.
pub(super) fn normalised(definition: &Expr) -> Expr {
    let source = crate::report::Source::new("", definition.text.clone());
    let lexed = super::text::lex(&source.text);
    let mut c = Cursor::new(&source, &lexed.tokens, 0..lexed.tokens.len());
    match read(None, &mut c) {
        Some(clauses) => Expr { text: definition.text.clone(), canonical: canonical(&clauses) },
        None => definition.clone(),
    }
}

/// `ALTER FUNCTION name(..) action ..`: the definition with the actions in it; `None` when one is not known.
pub(super) fn altered(definition: &Expr, c: &mut Cursor<'_>) -> Option<Expr> {
    let source = crate::report::Source::new("", definition.text.clone());
    let lexed = super::text::lex(&source.text);
    let mut own = Cursor::new(&source, &lexed.tokens, 0..lexed.tokens.len());
    let mut clauses = read(None, &mut own)?;
    while !c.is_done() {
        if c.eat("restrict") {
            continue;
        }
        if c.eat("reset") {
            let name = c.label("a setting").ok()?.name;
            let name = if c.eat_kind(Kind::Dot) {
                format!("{name}.{}", c.label("a setting").ok()?.name)
            } else {
                name
            };
            clauses.retain(|clause| match &clause.key {
                Key::Set(of) => name != "all" && *of != name,
                _ => true,
            });
            continue;
        }
        let new = clause(None, c)?;
        if new.key == Key::Support && new.text.eq_ignore_ascii_case("support none") {
            clauses.retain(|clause| clause.key != Key::Support);
            continue;
        }
        clauses.retain(|clause| clause.key != new.key);
        let at = clauses.iter().position(|clause| clause.key == Key::Body).unwrap_or(clauses.len());
        clauses.insert(at, new);
    }
    clauses.retain(|clause| clause.canonical.is_some());
    Some(Expr { text: text(&clauses), canonical: canonical(&clauses) })
}

fn text(clauses: &[Clause]) -> String {
    clauses.iter().map(|clause| clause.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn canonical(clauses: &[Clause]) -> String {
    let mut sorted: Vec<&Clause> = clauses.iter().collect();
    sorted.sort_by(|a, b| a.key.cmp(&b.key));
    sorted.into_iter().filter_map(|clause| clause.canonical.clone()).collect::<Vec<_>>().join(" ")
}

fn read(mut fold: Option<&mut Fold>, c: &mut Cursor<'_>) -> Option<Vec<Clause>> {
    let mut clauses = Vec::new();
    while !c.is_done() {
        clauses.push(clause(fold.as_deref_mut(), c)?);
    }
    Some(clauses)
}

/// Whether a clause begins here: the result ends there.
fn begins(c: &Cursor<'_>) -> bool {
    const WORDS: &[&str] = &[
        "language",
        "transform",
        "window",
        "immutable",
        "stable",
        "volatile",
        "not",
        "leakproof",
        "called",
        "returns",
        "strict",
        "external",
        "security",
        "parallel",
        "cost",
        "rows",
        "support",
        "set",
        "as",
        "return",
        "begin",
    ];
    WORDS.iter().any(|word| c.is_word(word))
}

fn clause(fold: Option<&mut Fold>, c: &mut Cursor<'_>) -> Option<Clause> {
    let start = *c;
    let (key, canonical) = parts(fold, c)?;
    let written = start.up_to(c).ok()?;
    let text = match (&key, &canonical) {
        // The type that `%TYPE` stood for.
        (Key::Returns, Some(canonical)) if written.text.contains('%') => canonical.clone(),
        _ => written.text,
    };
    Some(Clause { key, text, canonical })
}

fn parts(fold: Option<&mut Fold>, c: &mut Cursor<'_>) -> Option<(Key, Option<String>)> {
    let start = *c;
    let said = |text: &str| Some(text.to_owned());
    let found = if c.eat("returns null on null input") || c.eat("strict") {
        (Key::Strict, said("strict"))
    } else if c.eat("called on null input") {
        (Key::Strict, None)
    } else if c.eat("returns") {
        return Some((Key::Returns, Some(returns(fold, start, c)?)));
    } else if c.eat("language") {
        let name = match c.kind() {
            Some(Kind::String) => c.string("a language").ok()?,
            _ => c.label("a language").ok()?.name,
        };
        (Key::Language, Some(format!("language {}", ddl::idents(&[name]))))
    } else if c.eat("window") {
        (Key::Window, said("window"))
    } else if c.eat("immutable") {
        (Key::Volatility, said("immutable"))
    } else if c.eat("stable") {
        (Key::Volatility, said("stable"))
    } else if c.eat("volatile") || c.eat("not volatile") {
        (Key::Volatility, None)
    } else if c.eat("not leakproof") {
        (Key::Leakproof, None)
    } else if c.eat("leakproof") {
        (Key::Leakproof, said("leakproof"))
    } else if c.eat("external security definer") || c.eat("security definer") {
        (Key::Security, said("security definer"))
    } else if c.eat("external security invoker") || c.eat("security invoker") {
        (Key::Security, None)
    } else if c.eat("parallel") {
        let word = c.label("a word").ok()?.name;
        (Key::Parallel, (word != "unsafe").then(|| format!("parallel {word}")))
    } else if c.eat("cost") {
        let cost = c.bump().map(|token| c.text(token).to_owned())?;
        // Of functions in C it is 1; the server prints neither.
        (Key::Cost, (cost != "100").then(|| format!("cost {cost}")))
    } else if c.eat("rows") {
        let rows = c.bump().map(|token| c.text(token).to_owned())?;
        (Key::Rows, (rows != "1000").then(|| format!("rows {rows}")))
    } else if c.eat("support") {
        let name = c.any_name("a function").ok()?;
        (Key::Support, Some(format!("support {}", name.written())))
    } else if c.eat("transform") {
        c.expr_until("types", |c| begins(c)).ok()?;
        (Key::Transform, Some(start.up_to(c).ok()?.canonical))
    } else if c.eat("set") {
        setting(c)?
    } else if c.eat("as") {
        c.string("a body").ok()?;
        if c.eat_kind(Kind::Comma) {
            c.string("a symbol").ok()?;
        }
        (Key::Body, Some(start.up_to(c).ok()?.canonical))
    } else if c.is_word("begin") || c.is_word("return") {
        (Key::Body, Some(c.rest("a body").ok()?.canonical))
    } else {
        return None;
    };
    Some(found)
}

/// `name {TO | =} value, ..` or `name FROM CURRENT`.
fn setting(c: &mut Cursor<'_>) -> Option<(Key, Option<String>)> {
    let mut name = c.label("a setting").ok()?.name;
    if name == "time" && c.eat("zone") {
        name = "timezone".to_owned();
    } else if c.eat_kind(Kind::Dot) {
        name = format!("{name}.{}", c.label("a setting").ok()?.name);
    }
    if c.eat("from current") {
        return Some((Key::Set(name.clone()), Some(format!("set {name} from current"))));
    }
    if name != "timezone" && !c.eat("to") && !c.eat_operator("=") {
        return None;
    } else if name == "timezone" && !c.eat("to") {
        c.eat_operator("=");
    }
    let mut values = Vec::new();
    loop {
        values.push(match c.kind()? {
            Kind::String => ddl::literal(&c.string("a value").ok()?),
            Kind::Word | Kind::Quoted => ddl::literal(&c.label("a value").ok()?.name),
            _ => {
                let negative = c.eat_operator("-");
                let number = c.bump().map(|token| c.text(token).to_owned())?;
                ddl::literal(&if negative { format!("-{number}") } else { number })
            }
        });
        if !c.eat_kind(Kind::Comma) {
            break;
        }
    }
    Some((Key::Set(name.clone()), Some(format!("set {name} to {}", values.join(", ")))))
}

/// `[SETOF] type` or `TABLE (name type, ..)`, with types as the server would have them where they can be looked up.
fn returns(fold: Option<&mut Fold>, start: Cursor<'_>, c: &mut Cursor<'_>) -> Option<String> {
    if let Some(fold) = fold {
        let set = if c.eat("setof") { "setof " } else { "" };
        if set.is_empty() && c.is_word("table") {
            c.bump();
            c.group("`(`").ok()?;
        } else {
            let mut ahead = *c;
            if ahead.has_type_reference()
                && let Ok(ty) = fold.read_type(&mut ahead)
            {
                *c = ahead;
                return Some(format!("returns {set}{}", ddl::ty(&ty)));
            }
            c.expr_until("a type", begins).ok()?;
        }
    } else {
        c.expr_until("a type", begins).ok()?;
    }
    Some(start.up_to(c).ok()?.canonical)
}
