//! `CREATE TYPE`, `ALTER TYPE`, `DROP TYPE`: which kind of type they are about.

use super::change;
use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::statement::{drop_list, passed_over, unknown};
use super::text::Kind;
use super::{composite, enumeration, opaque, range};
use crate::model::{DefinitionId, ObjectId, QName};
use crate::report::{Code, Diagnostic};

/// `CREATE TYPE name AS ENUM (..) | AS RANGE (..) | AS (..)`; a shell (nothing) and a base type (`(INPUT = ..)`) are
/// kept as they are.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let whole = *c;
    let name = c.name("a type's name")?;
    if c.eat("as enum") {
        return enumeration::create(fold, c, start, &name);
    }
    if c.eat("as range") {
        return range::create(fold, c, start, &name);
    }
    if c.eat("as") {
        return composite::create(fold, c, start, &name);
    }
    if !c.is_done() && c.kind() != Some(Kind::Open) {
        return Err(c.expected("`AS ENUM`, `AS RANGE`, `AS (` or `(`"));
    }
    *c = whole;
    opaque::base_type(fold, c, start)
}

/// Refuses a second type of the same kind and name. That another kind of object has it is found by `check`.
pub(super) fn free(fold: &Fold, c: &Cursor<'_>, name: &Name, id: &ObjectId) -> Parsed<()> {
    if fold.schema.contains(id) {
        return Err(fold.duplicate(c, id.kind(), &id.to_string(), name.span.clone(), id));
    }
    Ok(())
}

/// The type of that name: an enum, domain, composite, range or opaque type.
pub(super) fn find(fold: &Fold, name: &Name) -> Option<ObjectId> {
    let schema = &fold.schema;
    let found = fold.find(name, |n| id_of(schema, n).is_some())?;
    id_of(schema, &found)
}

fn id_of(schema: &crate::model::Schema, name: &QName) -> Option<ObjectId> {
    let candidates = [
        ObjectId::Enum(name.clone()),
        ObjectId::Domain(name.clone()),
        ObjectId::Definition(DefinitionId::Composite(name.clone())),
        ObjectId::Definition(DefinitionId::Range(name.clone())),
        ObjectId::Definition(DefinitionId::Opaque(opaque::of_type(name))),
    ];
    candidates.into_iter().find(|id| schema.contains(id))
}

/// "unknown type `x`; did you mean `y`?"
pub(super) fn unknown_type(fold: &Fold, c: &Cursor<'_>, what: &str, name: &Name) -> Box<Diagnostic> {
    let schema = &fold.schema;
    let definitions = schema.definitions.keys().filter_map(|id| match id {
        DefinitionId::Composite(name) | DefinitionId::Range(name) => Some(name),
        DefinitionId::Collation(_)
        | DefinitionId::Cast(..)
        | DefinitionId::Operator(..)
        | DefinitionId::OperatorFamily(..)
        | DefinitionId::OperatorClass(..)
        | DefinitionId::TextSearch(..)
        | DefinitionId::ForeignDataWrapper(_)
        | DefinitionId::Server(_)
        | DefinitionId::UserMapping(..)
        | DefinitionId::Statistics(_)
        | DefinitionId::Rule(..)
        | DefinitionId::Trigger(..)
        | DefinitionId::Policy(..)
        | DefinitionId::EventTrigger(_)
        | DefinitionId::Subscription(_)
        | DefinitionId::Opaque(_) => None,
    });
    let known = schema.enums.keys().chain(schema.domains.keys()).chain(definitions);
    fold.unknown(c, what, name, known)
}

/// `ALTER TYPE name ..`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let name = c.name("a type's name")?;
    if passed_over(c) {
        return Ok(());
    }
    if let Some(multirange) = fold.find(&name, |n| fold.schema.range_of_multirange(n).is_some()) {
        return range::rename_multirange(fold, c, &multirange);
    }
    let Some(id) = find(fold, &name) else { return Err(unknown_type(fold, c, "type", &name)) };
    if c.is_words("rename to") || c.is_words("set schema") {
        return rename(fold, c, &id);
    }
    match &id {
        ObjectId::Enum(name) => enumeration::alter(fold, c, start, name),
        ObjectId::Definition(DefinitionId::Composite(name)) => composite::alter(fold, c, start, name),
        ObjectId::Definition(own @ DefinitionId::Opaque(_)) => opaque::alter(fold, c, start, own),
        _ => Err(unknown(c, start, "this form of ALTER TYPE")),
    }
}

/// `RENAME TO name` or `SET SCHEMA name`.
fn rename(fold: &mut Fold, c: &mut Cursor<'_>, id: &ObjectId) -> Parsed<()> {
    let (from, to) = match id {
        ObjectId::Enum(name) | ObjectId::Domain(name) => {
            let Some(to) = change::new_place(fold, c, name)? else { return Ok(()) };
            let to_id = match id {
                ObjectId::Enum(_) => ObjectId::Enum(to.clone()),
                _ => ObjectId::Domain(to.clone()),
            };
            taken(fold, c, &to_id)?;
            if let Some(mut moved) = fold.schema.enums.remove(name) {
                moved.name = to.clone();
                fold.schema.enums.insert(to.clone(), moved);
            } else if let Some(mut moved) = fold.schema.domains.remove(name) {
                moved.name = to.clone();
                fold.schema.domains.insert(to.clone(), moved);
            }
            fold.move_note(id, to_id);
            (name.clone(), to)
        }
        ObjectId::Definition(own) => {
            let Some(name) = own.qname().cloned() else { return opaque::rename_type(fold, c, own) };
            let Some(to) = change::new_place(fold, c, &name)? else { return Ok(()) };
            let to_id = ObjectId::Definition(own.clone().with_qname(to.clone()));
            taken(fold, c, &to_id)?;
            fold.move_note(id, to_id);
            (name, to)
        }
        _ => return Ok(()),
    };
    change::rename_type(fold, &from, &to);
    Ok(())
}

/// Refuses a new name that is taken.
fn taken(fold: &Fold, c: &Cursor<'_>, to: &ObjectId) -> Parsed<()> {
    if fold.schema.contains(to) {
        return Err(fold.duplicate(c, to.kind(), &to.to_string(), c.last_token(), to));
    }
    Ok(())
}

/// `DROP TYPE | DOMAIN [IF EXISTS] name, .. [CASCADE]`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, only_domains: bool) -> Parsed<()> {
    let what = if only_domains { "domain" } else { "type" };
    let list = drop_list(c, "a type's name")?;
    for name in &list.names {
        let found = find(fold, name).filter(|id| !only_domains || matches!(id, ObjectId::Domain(_)));
        let Some(id) = found else {
            if list.lenient {
                continue;
            }
            return Err(unknown_type(fold, c, what, name));
        };
        let names = change::names_of_type(&fold.schema, &id);
        let users = change::type_users(&fold.schema, |ty| names.contains(ty));
        if let Some(user) = users.first().filter(|user| !list.cascade && **user != id) {
            let message = format!("type `{id}` cannot be dropped: {} `{user}` uses it", user.kind());
            return Err(Box::new(
                Diagnostic::new(Code::Invalid, message)
                    .at(c.place(name.span.clone()), "")
                    .help("change what uses it first, or write CASCADE"),
            ));
        }
        change::drop_type(fold, c, &id, &name.span);
    }
    Ok(())
}
