//! Text search objects.

use std::collections::BTreeMap;

use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::plain::{self, Plain};
use super::statement::{if_exists, unknown};
use super::text::Kind;
use crate::model::{Definition, DefinitionId, QName, TextSearch, TextSearchKind};

/// `PARSER | TEMPLATE | DICTIONARY | CONFIGURATION`.
pub(super) fn kind(c: &mut Cursor<'_>) -> Parsed<TextSearchKind> {
    if c.eat("parser") {
        Ok(TextSearchKind::Parser)
    } else if c.eat("template") {
        Ok(TextSearchKind::Template)
    } else if c.eat("dictionary") {
        Ok(TextSearchKind::Dictionary)
    } else if c.eat("configuration") {
        Ok(TextSearchKind::Configuration)
    } else {
        Err(c.expected("`PARSER`, `TEMPLATE`, `DICTIONARY` or `CONFIGURATION`"))
    }
}

/// The names of one of the four.
fn plain(kind: TextSearchKind) -> Plain<impl Fn(QName) -> DefinitionId> {
    Plain { word: "text search object", id: move |name| DefinitionId::TextSearch(kind, name) }
}

/// The object of that kind and name.
pub(super) fn find(fold: &Fold, c: &mut Cursor<'_>) -> Parsed<DefinitionId> {
    let kind = kind(c)?;
    let name = c.any_name("a name")?;
    plain(kind).find(fold, c, &name)
}

/// `kind name (option = value, ..)`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    let kind = kind(c)?;
    let name = c.any_name("a name")?;
    let qname = fold.new_name(&name);
    let mut new =
        TextSearch { kind, name: qname, options: BTreeMap::new(), mappings: BTreeMap::new(), comment: None };
    for mut part in c.group("`(` and the options")?.split_commas() {
        let key = part.label("an option's name")?.name;
        if !part.eat_operator("=") {
            return Err(part.expected("`=`"));
        }
        if key == "copy" {
            let from = part.any_name("a configuration")?;
            copy(fold, &part, &mut new, &from)?;
        } else {
            let value = value(fold, &mut part, kind, &key)?;
            new.options.insert(key, value);
        }
        part.finish("`,` or `)`")?;
    }
    c.finish("the end of the statement")?;
    plain(kind).add(fold, c, &name, start, Definition::TextSearch(new))
}

/// A value as statements write it: names of functions and objects without `pg_catalog`, strings in quotes.
fn value(fold: &Fold, c: &mut Cursor<'_>, kind: TextSearchKind, key: &str) -> Parsed<String> {
    let is_name = matches!(
        (kind, key),
        (TextSearchKind::Configuration, "parser")
            | (TextSearchKind::Dictionary, "template")
            | (TextSearchKind::Parser | TextSearchKind::Template, _)
    );
    if is_name {
        let name = c.any_name("a name")?;
        let user = fold.find(&name, |n| {
            fold.schema.has_function(n) || fold.schema.definitions.keys().any(|id| id.qname() == Some(n))
        });
        let name = user.unwrap_or_else(|| QName::new("public", name.name.clone()));
        return Ok(crate::ddl::name(&name));
    }
    Ok(match c.kind() {
        Some(Kind::String | Kind::Dollar) => crate::ddl::literal(&c.string("a value")?),
        Some(Kind::Word | Kind::Quoted) => crate::ddl::literal(&c.label("a value")?.name),
        _ => crate::ddl::literal(&c.rest("a value")?.canonical.replace(' ', "")),
    })
}

/// What `COPY` brings: the parser and the mappings of another configuration. Those of the server are known.
fn copy(fold: &Fold, c: &Cursor<'_>, new: &mut TextSearch, from: &Name) -> Parsed<()> {
    let known = plain(TextSearchKind::Configuration).find(fold, c, from);
    if let Ok(id) = &known
        && let Some(Definition::TextSearch(existing)) = fold.schema.definitions.get(id)
    {
        new.options.clone_from(&existing.options);
        new.mappings.clone_from(&existing.mappings);
        return Ok(());
    }
    if !LANGUAGES.contains(&from.name.as_str()) {
        return known.map(|_| ());
    }
    new.options.insert("parser".to_owned(), "\"default\"".to_owned());
    let dictionary = |name: &str| QName::new("pg_catalog", name);
    let stem = |language: &str| match language {
        "simple" => dictionary("simple"),
        language => dictionary(&format!("{language}_stem")),
    };
    // Words of plain letters in these languages are taken to be English (`snowball_create.pl`).
    let ascii = if matches!(from.name.as_str(), "russian" | "hindi") { "english" } else { &from.name };
    for token in TOKENS {
        let of_it = match *token {
            "asciiword" | "asciihword" | "hword_asciipart" => stem(ascii),
            "word" | "hword" | "hword_part" => stem(&from.name),
            _ => dictionary("simple"),
        };
        new.mappings.insert((*token).to_owned(), vec![of_it]);
    }
    Ok(())
}

/// The kinds of tokens that configurations of the server map.
const TOKENS: &[&str] = &[
    "asciihword",
    "asciiword",
    "email",
    "file",
    "float",
    "host",
    "hword",
    "hword_asciipart",
    "hword_numpart",
    "hword_part",
    "int",
    "numhword",
    "numword",
    "sfloat",
    "uint",
    "url",
    "url_path",
    "version",
    "word",
];

/// The configurations of the server.
const LANGUAGES: &[&str] = &[
    "arabic",
    "armenian",
    "basque",
    "catalan",
    "danish",
    "dutch",
    "english",
    "estonian",
    "finnish",
    "french",
    "german",
    "greek",
    "hindi",
    "hungarian",
    "indonesian",
    "irish",
    "italian",
    "lithuanian",
    "nepali",
    "norwegian",
    "portuguese",
    "romanian",
    "russian",
    "serbian",
    "simple",
    "spanish",
    "swedish",
    "tamil",
    "turkish",
    "yiddish",
];

/// `kind name ..`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let id = find(fold, c)?;
    if plain::moved(fold, c, &id)? {
        return Ok(());
    }
    let Some(Definition::TextSearch(mut changed)) = fold.schema.definitions.get(&id).cloned() else {
        return Ok(());
    };
    match changed.kind {
        TextSearchKind::Dictionary => {
            for mut part in c.group("`(` and the options")?.split_commas() {
                let key = part.label("an option's name")?.name;
                if part.eat_operator("=") {
                    let value = value(fold, &mut part, changed.kind, &key)?;
                    changed.options.insert(key, value);
                } else {
                    changed.options.remove(&key);
                }
                part.finish("`,` or `)`")?;
            }
            c.finish("the end of the statement")?;
        }
        TextSearchKind::Configuration => mapping(fold, c, start, &mut changed)?,
        TextSearchKind::Parser | TextSearchKind::Template => {
            return Err(unknown(c, start, "this form of ALTER TEXT SEARCH"));
        }
    }
    fold.schema.definitions.insert(id, Definition::TextSearch(changed));
    Ok(())
}

/// `ADD | ALTER MAPPING FOR token, .. WITH d, ..`, `ALTER MAPPING [FOR ..] REPLACE a WITH b`, `DROP MAPPING [IF EXISTS] FOR ..`.
fn mapping(fold: &Fold, c: &mut Cursor<'_>, start: usize, changed: &mut TextSearch) -> Parsed<()> {
    let drops = c.eat("drop mapping");
    if !drops && !c.eat("add mapping") && !c.eat("alter mapping") {
        return Err(unknown(c, start, "this form of ALTER TEXT SEARCH CONFIGURATION"));
    }
    if drops {
        if_exists(c);
    }
    let mut tokens = Vec::new();
    if c.eat("for") {
        tokens.push(c.label("a kind of token")?.name);
        while c.eat_kind(Kind::Comma) {
            tokens.push(c.label("a kind of token")?.name);
        }
    }
    if drops {
        changed.mappings.retain(|token, _| !tokens.contains(token));
        return c.finish("the end of the statement");
    }
    if c.eat("replace") {
        let from = dictionary(fold, c)?;
        c.expect("with")?;
        let to = dictionary(fold, c)?;
        let all = tokens.is_empty();
        let chosen = changed.mappings.iter_mut().filter(|(token, _)| all || tokens.contains(token));
        for own in chosen.flat_map(|(_, list)| list).filter(|own| **own == from) {
            own.clone_from(&to);
        }
        return c.finish("the end of the statement");
    }
    c.expect("with")?;
    let mut dictionaries = vec![dictionary(fold, c)?];
    while c.eat_kind(Kind::Comma) {
        dictionaries.push(dictionary(fold, c)?);
    }
    for token in tokens {
        changed.mappings.insert(token, dictionaries.clone());
    }
    c.finish("`,` or the end of the statement")
}

fn dictionary(fold: &Fold, c: &mut Cursor<'_>) -> Parsed<QName> {
    let name = c.any_name("a dictionary")?;
    let found = plain(TextSearchKind::Dictionary).find(fold, c, &name).ok();
    let own = found.and_then(|id| id.qname().cloned());
    Ok(own.unwrap_or_else(|| match &name.namespace {
        Some(_) => fold.new_name(&name),
        None => QName::new("pg_catalog", name.name.clone()),
    }))
}

/// `kind [IF EXISTS] name, .. [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    let kind = kind(c)?;
    plain(kind).drop(fold, c)
}
