//! `WITH (name = value, ..)`: the storage parameters of indexes, options of views, parameters of publications.

use super::cursor::{Cursor, Ident, Parsed};
use super::suggest::did_you_mean;
use super::text::Kind;
use crate::model::{SECRET, is_secret};
use crate::report::{Code, Diagnostic};

/// `(name = value, name, ..)`, sorted by name. A name without a value is `true`; strings lose their quotes, words
/// their case.
pub(super) fn list(c: &mut Cursor<'_>) -> Parsed<Vec<(String, String)>> {
    let inner = c.group("`(` and a list of parameters")?;
    let mut options = inner.split_commas().into_iter().map(option).collect::<Parsed<Vec<_>>>()?;
    options.sort();
    Ok(options)
}

/// `(name 'value', ..)`, as foreign data has them, sorted by name.
pub(super) fn foreign(c: &mut Cursor<'_>) -> Parsed<Vec<(String, String)>> {
    let mut options = Vec::new();
    for mut part in c.group("`(` and a list of options")?.split_commas() {
        let name = part.label("an option's name")?;
        if options.iter().any(|(known, _)| *known == name.name) {
            return Err(twice(&part, name));
        }
        let value = foreign_value(&mut part, &name.name)?;
        options.push((name.name, value));
        part.finish("`,` or `)`")?;
    }
    options.sort();
    Ok(options)
}

/// `([ADD | SET] name 'value', DROP name, ..)`, applied to the options that are there.
pub(super) fn change_foreign(c: &mut Cursor<'_>, options: &mut Vec<(String, String)>) -> Parsed<()> {
    for mut part in c.group("`(` and a list of options")?.split_commas() {
        let drop = part.eat("drop");
        let set = !drop && part.eat("set");
        if !drop && !set {
            part.eat("add");
        }
        let name = part.label("an option's name")?;
        let known = options.iter().any(|(known, _)| *known == name.name);
        match (drop || set, known) {
            (true, false) => {
                let message = format!("there is no option `{}`", name.name);
                let known = options.iter().map(|(known, _)| known.as_str());
                let mut error = part.report(Code::UnknownName, name.span, &message, "");
                error.help = did_you_mean(&name.name, known).or(error.help);
                return Err(error);
            }
            (false, true) => return Err(twice(&part, name)),
            (true, true) | (false, false) => {}
        }
        options.retain(|(known, _)| *known != name.name);
        if !drop {
            let value = foreign_value(&mut part, &name.name)?;
            options.push((name.name, value));
        }
        part.finish("`,` or `)`")?;
    }
    options.sort();
    Ok(())
}

fn twice(c: &Cursor<'_>, name: Ident) -> Box<Diagnostic> {
    c.report(Code::Duplicate, name.span, &format!("the option `{}` is there already", name.name), "")
}

/// A value; nothing is kept of a secret, for which a word may stand.
fn foreign_value(c: &mut Cursor<'_>, option: &str) -> Parsed<String> {
    if is_secret(option) {
        secret(c)?;
        return Ok(String::new());
    }
    c.string("a value in quotes")
}

/// A string, or the word that stands for one: then `None`.
pub(super) fn secret(c: &mut Cursor<'_>) -> Parsed<Option<String>> {
    if c.eat(&SECRET.to_ascii_lowercase()) { Ok(None) } else { c.string("a value in quotes").map(Some) }
}

fn option(mut c: Cursor<'_>) -> Parsed<(String, String)> {
    let mut name = c.label("a parameter's name")?.name;
    if c.eat_kind(Kind::Dot) {
        name = format!("{name}.{}", c.label("a parameter's name")?.name);
    }
    if c.is_done() {
        return Ok((name, "true".to_owned()));
    }
    if !c.eat_operator("=") {
        return Err(c.expected("`=`"));
    }
    let value = match c.kind() {
        Some(Kind::String | Kind::Dollar) => c.string("a value")?,
        Some(Kind::Word) => c.label("a value")?.name,
        _ => {
            let value = c.rest("a value")?;
            value.canonical.replace(' ', "")
        }
    };
    c.finish("`,` or `)`")?;
    Ok((name, value))
}
