//! Collations.

use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::plain::{self, Plain};
use super::statement::{if_not_exists, unknown};
use super::text::Kind;
use crate::model::{Collation, Definition, DefinitionId, ObjectId, QName};

pub(super) const KIND: Plain<fn(QName) -> DefinitionId> =
    Plain { word: "collation", id: DefinitionId::Collation };

/// `[IF NOT EXISTS] name (option = value, ..) | FROM existing`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    let lenient = if_not_exists(c);
    let name = c.any_name("a collation's name")?;
    let qname = fold.new_name(&name);
    let collation = if c.eat("from") { copied(fold, c, qname)? } else { with_options(c, qname)? };
    c.finish("the end of the statement")?;
    let new = Definition::Collation(collation);
    if lenient && fold.schema.contains(&ObjectId::Definition(new.id())) {
        return Ok(());
    }
    KIND.add(fold, c, &name, start, new)
}

/// `(LOCALE = 'de', PROVIDER = icu, ..)`.
fn with_options(c: &mut Cursor<'_>, name: QName) -> Parsed<Collation> {
    let mut new = libc(name, String::new());
    for mut part in c.group("`FROM` or `(` and the options")?.split_commas() {
        let key = part.label("an option's name")?;
        if !part.eat_operator("=") {
            return Err(part.expected("`=`"));
        }
        let value = match part.kind() {
            Some(Kind::String | Kind::Dollar) => part.string("a value")?,
            _ => part.label("a value")?.name,
        };
        match key.name.as_str() {
            "locale" => (new.collate, new.ctype) = (value.clone(), value),
            "lc_collate" => new.collate = value,
            "lc_ctype" => new.ctype = value,
            "provider" => new.provider = value.to_lowercase(),
            "deterministic" => new.deterministic = !matches!(value.as_str(), "false" | "off" | "no" | "0"),
            "rules" => new.rules = Some(value).filter(|rules| !rules.is_empty()),
            // What the server noted of the library; a dump for an upgrade says it.
            "version" => {}
            _ => {
                let message = format!("a collation has no option `{}`", key.name);
                return Err(part.report(crate::report::Code::Syntax, key.span, &message, ""));
            }
        }
        part.finish("`,` or `)`")?;
    }
    Ok(new)
}

fn libc(name: QName, locale: String) -> Collation {
    Collation {
        name,
        provider: "libc".to_owned(),
        collate: locale.clone(),
        ctype: locale,
        deterministic: true,
        rules: None,
        comment: None,
    }
}

/// What another collation says. Those that come with the server are known by their names: `de-x-icu`, `C`, `de_DE`.
fn copied(fold: &Fold, c: &mut Cursor<'_>, name: QName) -> Parsed<Collation> {
    let from: Name = c.any_name("a collation")?;
    if let Ok(id) = KIND.find(fold, c, &from)
        && let Some(Definition::Collation(existing)) = fold.schema.definitions.get(&id)
    {
        return Ok(Collation { name, comment: None, ..existing.clone() });
    }
    let mut new = match from.name.strip_suffix("-x-icu") {
        Some(locale) => Collation { provider: "icu".to_owned(), ..libc(name, locale.to_owned()) },
        None => libc(name, from.name.clone()),
    };
    if from.name == "unicode" {
        new = Collation { provider: "icu".to_owned(), ..libc(new.name, "und".to_owned()) };
    }
    Ok(new)
}

/// `name REFRESH VERSION | RENAME TO | SET SCHEMA | OWNER TO`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let name = c.any_name("a collation's name")?;
    let id = KIND.find(fold, c, &name)?;
    // The version is noted by the server; the schema does not know it.
    if c.eat("refresh version") || plain::moved(fold, c, &id)? {
        return Ok(());
    }
    Err(unknown(c, start, "this form of ALTER COLLATION"))
}

pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    KIND.drop(fold, c)
}
