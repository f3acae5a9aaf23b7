//! `WITH (name = value, ..)`: the storage parameters of indexes, options of views, parameters of publications.

use super::cursor::{Cursor, Parsed};
use super::text::Kind;

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
        let name = part.label("an option's name")?.name;
        options.push((name, part.string("a value in quotes")?));
        part.finish("`,` or `)`")?;
    }
    options.sort();
    Ok(options)
}

/// `([ADD | SET] name 'value', DROP name, ..)`, applied to the options that are there.
pub(super) fn change_foreign(c: &mut Cursor<'_>, options: &mut Vec<(String, String)>) -> Parsed<()> {
    for mut part in c.group("`(` and a list of options")?.split_commas() {
        let drop = part.eat("drop");
        if !drop && !part.eat("add") {
            part.eat("set");
        }
        let name = part.label("an option's name")?.name;
        options.retain(|(known, _)| *known != name);
        if !drop {
            options.push((name, part.string("a value in quotes")?));
        }
        part.finish("`,` or `)`")?;
    }
    options.sort();
    Ok(())
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
