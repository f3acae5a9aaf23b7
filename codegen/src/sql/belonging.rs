//! What triggers, rules and policies share: each belongs to a relation and has a name in it.

use super::cursor::{Cursor, Ident, Name, Parsed};
use super::fold::{Fold, Relation};
use super::statement::{if_exists, unknown};
use super::suggest::did_you_mean;
use crate::model::{Definition, DefinitionId, Enabled, ObjectId, QName};
use crate::report::{Code, Diagnostic};

/// The names of one kind.
pub(super) struct Kind {
    /// In messages.
    pub(super) word: &'static str,
    /// The id of one.
    pub(super) id: fn(QName, String) -> DefinitionId,
}

/// `ON relation`: a table or view that is there.
pub(super) fn relation(fold: &Fold, c: &mut Cursor<'_>) -> Parsed<QName> {
    c.expect("on")?;
    let name = c.name("a table's name")?;
    relation_named(fold, c, &name)
}

/// The table or view of that name.
pub(super) fn relation_named(fold: &Fold, c: &Cursor<'_>, name: &Name) -> Parsed<QName> {
    let (qname, relation) = fold.relation(c, "table", name)?;
    match relation {
        Relation::Table | Relation::View => Ok(qname),
        Relation::Sequence | Relation::Index(_) | Relation::Key(_) | Relation::Identity(..) => {
            let message = format!("`{qname}` is neither a table nor a view");
            Err(c.report(Code::Invalid, name.span.clone(), &message, ""))
        }
    }
}

/// Adds a new one; one of that name must not be there, unless it is replaced.
pub(super) fn add(
    fold: &mut Fold,
    c: &Cursor<'_>,
    name: &Ident,
    start: usize,
    replace: bool,
    definition: Definition,
) -> Parsed<()> {
    let id = definition.id();
    let object = ObjectId::Definition(id.clone());
    if fold.schema.definitions.contains_key(&id) && !replace {
        return Err(fold.duplicate(c, id.kind(), &id.to_string(), name.span.clone(), &object));
    }
    fold.describe(c, object, name.span.clone(), c.since(start));
    fold.schema.definitions.insert(id, definition);
    Ok(())
}

/// `name ON relation`, of one that is there.
pub(super) fn find(fold: &Fold, c: &mut Cursor<'_>, kind: &Kind) -> Parsed<DefinitionId> {
    let name = c.ident(&format!("the name of a {}", kind.word))?;
    let relation = relation(fold, c)?;
    of_relation(fold, c, kind, &relation, &name)
}

/// The one of that name in a relation.
pub(super) fn of_relation(
    fold: &Fold,
    c: &Cursor<'_>,
    kind: &Kind,
    relation: &QName,
    name: &Ident,
) -> Parsed<DefinitionId> {
    let id = (kind.id)(relation.clone(), name.name.clone());
    if fold.schema.definitions.contains_key(&id) {
        return Ok(id);
    }
    let message = format!("`{relation}` has no {} `{}`", kind.word, name.name);
    let mut error = Diagnostic::new(Code::UnknownName, message).at(c.place(name.span.clone()), "");
    let known: Vec<DefinitionId> = fold.schema.definitions_of(relation).map(Definition::id).collect();
    let known = known.iter().filter(|other| other.kind() == kind.word).map(DefinitionId::bare_name);
    error.help = did_you_mean(&name.name, known);
    Err(Box::new(error))
}

/// `[IF EXISTS] name ON relation [CASCADE | RESTRICT]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, kind: &Kind) -> Parsed<()> {
    let lenient = if_exists(c);
    let found = find(fold, c, kind);
    if !c.eat("cascade") {
        c.eat("restrict");
    }
    match found {
        Ok(id) => {
            c.finish("`CASCADE` or the end of the statement")?;
            remove(fold, &id);
            Ok(())
        }
        Err(error) if lenient && error.code == Code::UnknownName => Ok(()),
        Err(error) => Err(error),
    }
}

/// Takes one out.
pub(super) fn remove(fold: &mut Fold, id: &DefinitionId) {
    fold.schema.definitions.remove(id);
    fold.notes.remove(&ObjectId::Definition(id.clone()));
}

/// `name ON relation RENAME TO name`; what else an `ALTER` may say is answered by the caller.
pub(super) fn rename(fold: &mut Fold, c: &mut Cursor<'_>, id: &DefinitionId) -> Parsed<()> {
    let to = c.ident("the new name")?;
    c.finish("the end of the statement")?;
    rename_to(fold, c, id, &to)
}

/// Gives one another name.
pub(super) fn rename_to(fold: &mut Fold, c: &Cursor<'_>, id: &DefinitionId, to: &Ident) -> Parsed<()> {
    let renamed = id.clone().renamed(&to.name);
    if renamed == *id {
        return Ok(());
    }
    let object = ObjectId::Definition(renamed);
    if fold.schema.contains(&object) {
        return Err(fold.duplicate(c, id.kind(), &to.name, to.span.clone(), &object));
    }
    fold.move_note(&ObjectId::Definition(id.clone()), object);
    Ok(())
}

/// `ENABLE [REPLICA | ALWAYS]` or `DISABLE`.
pub(super) fn enabled(c: &mut Cursor<'_>) -> Option<Enabled> {
    [
        ("enable always", Enabled::Always),
        ("enable replica", Enabled::Replica),
        ("enable", Enabled::Origin),
        ("disable", Enabled::Disabled),
    ]
    .into_iter()
    .find_map(|(words, enabled)| c.eat(words).then_some(enabled))
}

/// `ENABLE | DISABLE .. TRIGGER name | ALL | USER` and `.. RULE name`, of `ALTER TABLE`. `None` when it is about
/// something else.
pub(super) fn enable(
    fold: &mut Fold,
    c: &mut Cursor<'_>,
    relation: &QName,
    start: usize,
) -> Parsed<Option<()>> {
    let mut ahead = *c;
    let Some(enabled) = enabled(&mut ahead) else { return Ok(None) };
    let kind = if ahead.eat("trigger") {
        &super::trigger::KIND
    } else if ahead.eat("rule") {
        &super::rule::KIND
    } else {
        return Ok(None);
    };
    *c = ahead;
    if c.is_word("all") || c.is_word("user") {
        if kind.word != "trigger" {
            return Err(unknown(c, start, "this form of ALTER TABLE"));
        }
        // `ALL` also stops the triggers of foreign keys, which nothing of the model shows.
        c.bump();
        c.finish("`,` or the end of the statement")?;
        for definition in fold.schema.definitions.values_mut() {
            if let Definition::Trigger(trigger) = definition
                && trigger.relation == *relation
            {
                trigger.enabled = enabled;
            }
        }
        return Ok(Some(()));
    }
    let name = c.ident(&format!("the name of a {}", kind.word))?;
    c.finish("`,` or the end of the statement")?;
    let id = of_relation(fold, c, kind, relation, &name)?;
    match fold.schema.definitions.get_mut(&id) {
        Some(Definition::Trigger(trigger)) => trigger.enabled = enabled,
        Some(Definition::Rule(rule)) => rule.enabled = enabled,
        _ => {}
    }
    Ok(Some(()))
}

/// A function that is called by its name alone: along the search path, where it is there already.
pub(super) fn function(fold: &Fold, name: &Name) -> QName {
    /// The trigger functions that every server has.
    const BUILT_IN: &[&str] =
        &["suppress_redundant_updates_trigger", "tsvector_update_trigger", "tsvector_update_trigger_column"];
    let exists = |name: &QName| {
        let from = (name.clone(), Vec::new());
        fold.schema.functions.range(from..).next().is_some_and(|((found, _), _)| found == name)
    };
    if let Some(found) = fold.find(name, exists) {
        return found;
    }
    if name.namespace.is_none() && BUILT_IN.contains(&name.name.as_str()) {
        return QName::new("pg_catalog", name.name.clone());
    }
    fold.new_name(name)
}
