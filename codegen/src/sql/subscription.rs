//! Subscriptions: read and compared, never connected.

use super::belonging;
use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::named::Kind;
use super::options;
use super::statement::{passed_over, unknown};
use super::text::Kind as Token;
use crate::model::{Definition, DefinitionId, Subscription, holds_password};
use crate::report::Code;

pub(super) const KIND: Kind =
    Kind { a: "a subscription", word: "subscription", id: DefinitionId::Subscription };

/// What counts only while the subscription is made or refreshed, or says whether it runs.
const MOMENTARY: &[&str] = &["connect", "create_slot", "enabled", "copy_data", "refresh"];

/// The other parameters, with what each is when nothing is said.
const PARAMETERS: &[(&str, &str)] = &[
    ("binary", "false"),
    ("disable_on_error", "false"),
    ("failover", "false"),
    ("origin", "any"),
    ("password_required", "true"),
    ("run_as_owner", "false"),
    // What they are when nothing is said depends on names and versions: always kept where it is said.
    ("slot_name", ""),
    ("streaming", ""),
    ("synchronous_commit", "off"),
    ("two_phase", "false"),
];

/// `name CONNECTION '..' PUBLICATION name, .. [WITH (..)]`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    let name = c.ident("the name of a subscription")?;
    c.expect("connection")?;
    let connection = connection(c)?;
    c.expect("publication")?;
    let publications = publications(c)?;
    let mut new = Subscription {
        name: name.name.clone(),
        connection,
        publications,
        parameters: Vec::new(),
        comment: None,
    };
    if c.eat("with") {
        set(c, &mut new)?;
    }
    c.finish("`WITH` or the end of the statement")?;
    belonging::add(fold, c, &name, start, false, Definition::Subscription(new))
}

/// A connection string, unless there is a password in it.
fn connection(c: &mut Cursor<'_>) -> Parsed<Option<String>> {
    Ok(options::secret(c)?.filter(|text| !holds_password(text)))
}

fn publications(c: &mut Cursor<'_>) -> Parsed<Vec<String>> {
    let mut names = vec![c.label("the name of a publication")?.name];
    while c.eat_kind(Token::Comma) {
        names.push(c.label("the name of a publication")?.name);
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// `(name = value, ..)`: those that stay, without what is as usual.
fn set(c: &mut Cursor<'_>, of: &mut Subscription) -> Parsed<()> {
    let place = c.here();
    for (name, value) in options::list(c)? {
        if MOMENTARY.contains(&name.as_str()) {
            continue;
        }
        let Some((_, usual)) = PARAMETERS.iter().find(|(known, _)| *known == name) else {
            let message = format!("a subscription has no parameter `{name}`");
            return Err(c.report(Code::Syntax, place, &message, ""));
        };
        let value = canonical(&name, value);
        of.parameters.retain(|(known, _)| *known != name);
        if value != *usual {
            of.parameters.push((name, value));
        }
    }
    of.parameters.sort();
    Ok(())
}

/// One spelling for each value.
fn canonical(name: &str, value: String) -> String {
    if name == "slot_name" {
        return value;
    }
    let value = value.to_lowercase();
    match value.as_str() {
        "on" | "1" | "yes" if name != "synchronous_commit" => "true".to_owned(),
        "off" | "0" | "no" if name != "synchronous_commit" => "false".to_owned(),
        _ => value,
    }
}

/// `name CONNECTION '..' | SET | ADD | DROP PUBLICATION .. [WITH (..)] | SET (..) | REFRESH .. | ENABLE | DISABLE | SKIP (..)
/// | RENAME TO name | OWNER TO role`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let id = KIND.find(fold, c)?;
    if passed_over(c) || KIND.renamed(fold, c, &id)? {
        return Ok(());
    }
    let Some(Definition::Subscription(mut changed)) = fold.schema.definitions.get(&id).cloned() else {
        return Ok(());
    };
    if c.eat("connection") {
        changed.connection = connection(c)?;
    } else if c.eat("set publication") {
        changed.publications = publications(c)?;
        momentary(c)?;
    } else if c.eat("add publication") {
        changed.publications.extend(publications(c)?);
        changed.publications.sort();
        changed.publications.dedup();
        momentary(c)?;
    } else if c.eat("drop publication") {
        let gone = publications(c)?;
        changed.publications.retain(|name| !gone.contains(name));
        momentary(c)?;
    } else if c.eat("set") {
        set(c, &mut changed)?;
    } else if c.eat("refresh publication") {
        momentary(c)?;
    } else if c.eat("skip") {
        c.group("`(`")?;
    } else if !c.eat("enable") && !c.eat("disable") {
        return Err(unknown(c, start, "this form of ALTER SUBSCRIPTION"));
    }
    c.finish("the end of the statement")?;
    fold.schema.definitions.insert(id, Definition::Subscription(changed));
    Ok(())
}

/// `WITH (refresh = ..)`: of the moment only.
fn momentary(c: &mut Cursor<'_>) -> Parsed<()> {
    if c.eat("with") {
        options::list(c)?;
    }
    Ok(())
}

/// `[IF EXISTS] name [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    KIND.drop(fold, c)
}
