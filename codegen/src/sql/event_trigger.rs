//! Event triggers.

use super::belonging;
use super::cursor::{Cursor, Ident, Parsed};
use super::fold::Fold;
use super::statement::{if_exists, passed_over, unknown};
use crate::model::{Definition, DefinitionId, Enabled, EventTrigger};

/// `CREATE EVENT TRIGGER name ON event [WHEN TAG IN ('..') AND ..] EXECUTE FUNCTION f()`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    let name = c.ident("an event trigger's name")?;
    c.expect("on")?;
    let event = c.label("an event such as `ddl_command_end`")?.name;
    let mut tags = Vec::new();
    if c.eat("when") {
        loop {
            tags.extend(filter(c)?);
            if !c.eat("and") {
                break;
            }
        }
    }
    tags.sort();
    tags.dedup();
    if !c.eat("execute function") && !c.eat("execute procedure") {
        return Err(c.expected("`EXECUTE FUNCTION`"));
    }
    let function = c.any_name("a function's name")?;
    c.group("`()`")?.finish("`)`")?;
    c.finish("the end of the statement")?;
    let function = belonging::function(fold, &function);
    let trigger = EventTrigger {
        name: name.name.clone(),
        event,
        tags,
        function,
        enabled: Enabled::Origin,
        comment: None,
    };
    belonging::add(fold, c, &name, start, false, Definition::EventTrigger(trigger))
}

/// `TAG IN ('CREATE TABLE', ..)`.
fn filter(c: &mut Cursor<'_>) -> Parsed<Vec<String>> {
    c.expect("tag")?;
    c.expect("in")?;
    let tag = |mut part: Cursor<'_>| {
        let tag = part.string("a command tag such as 'CREATE TABLE'")?.to_uppercase();
        part.finish("`,` or `)`")?;
        Ok(tag)
    };
    c.group("`(` and command tags")?.split_commas().into_iter().map(tag).collect()
}

/// `ALTER EVENT TRIGGER name ENABLE .. | DISABLE | RENAME TO name | OWNER TO role`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let id = find(fold, c)?;
    if passed_over(c) {
        return Ok(());
    }
    if c.eat("rename to") {
        return belonging::rename(fold, c, &id);
    }
    let Some(enabled) = belonging::enabled(c) else {
        return Err(unknown(c, start, "this form of ALTER EVENT TRIGGER"));
    };
    if let Some(Definition::EventTrigger(trigger)) = fold.schema.definitions.get_mut(&id) {
        trigger.enabled = enabled;
    }
    c.finish("the end of the statement")
}

/// `DROP EVENT TRIGGER [IF EXISTS] name`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    let lenient = if_exists(c);
    let mut ahead = *c;
    let found = find(fold, &mut ahead);
    c.ident("an event trigger's name")?;
    if !c.eat("cascade") {
        c.eat("restrict");
    }
    c.finish("`CASCADE` or the end of the statement")?;
    match found {
        Ok(id) => belonging::remove(fold, &id),
        Err(_) if lenient => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

/// An event trigger that is there.
pub(super) fn find(fold: &Fold, c: &mut Cursor<'_>) -> Parsed<DefinitionId> {
    let Ident { name, span } = c.ident("an event trigger's name")?;
    let id = DefinitionId::EventTrigger(name.clone());
    if fold.schema.definitions.contains_key(&id) {
        return Ok(id);
    }
    let known = fold.schema.definitions.keys().filter(|id| matches!(id, DefinitionId::EventTrigger(_)));
    Err(fold.unknown_among(c, "event trigger", &name, span, known.map(DefinitionId::bare_name)))
}
