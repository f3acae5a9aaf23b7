//! Tables that are cut into parts: `@partition`, `@distribute` and `@reference`, and the calls of Citus.

use super::cursor::{Cursor, Parsed};
use super::directive::{Applied, arguments};
use super::fold::Fold;
use super::text::Kind;
use crate::model::{Colocate, Distribution, ObjectId, QName, Upkeep};
use crate::report::{Code, Place, similar};

/// `every=month ahead=3 keep=24`.
pub(super) fn partition(fold: &mut Fold, id: &ObjectId, rest: &str, place: &Place) -> Applied {
    let wrong =
        || (Code::UnknownDirective, "write it as `@partition every=month ahead=3 keep=24`".to_owned());
    let table = table(id, "partition")?;
    let mut upkeep = Upkeep { every: String::new(), ahead: 3, keep: None, place: Some(place.clone()) };
    for (key, parts) in arguments(rest).ok_or_else(wrong)? {
        let value = parts.join(".");
        let number = || value.parse::<u32>().map_err(|_| wrong());
        match key.as_str() {
            "every" if Upkeep::EVERY.contains(&value.as_str()) => upkeep.every = value,
            "every" => {
                let meant = similar(&value, Upkeep::EVERY).map(|meant| format!("; did you mean `{meant}`?"));
                let known = Upkeep::EVERY.join(", ");
                let message = format!("`{value}` is none of {known}{}", meant.unwrap_or_default());
                return Err((Code::UnknownDirective, message));
            }
            "ahead" => upkeep.ahead = number()?,
            "keep" => upkeep.keep = Some(number()?),
            _ => return Err(wrong()),
        }
    }
    if upkeep.every.is_empty() {
        return Err(wrong());
    }
    fold.notes.entry(ObjectId::Table(table)).partitions = Some(upkeep);
    Ok(())
}

/// `by=tenant_id`, `by=tenant_id colocate=tenant`, `by=tenant_id colocate=none`.
pub(super) fn distribute(fold: &mut Fold, id: &ObjectId, rest: &str, place: &Place) -> Applied {
    let wrong = || {
        let message =
            "write it as `@distribute by=tenant_id` or `@distribute by=tenant_id colocate=other_table`";
        (Code::UnknownDirective, message.to_owned())
    };
    let table = table(id, "distribute")?;
    let (mut by, mut colocate) = (None, Colocate::Default);
    for (key, parts) in arguments(rest).ok_or_else(wrong)? {
        match (key.as_str(), parts.as_slice()) {
            ("by", [column]) => by = Some(column.clone()),
            ("colocate", [name]) => colocate = colocated(name, &table.namespace),
            ("colocate", [namespace, name]) => {
                colocate = Colocate::With(QName::new(namespace.clone(), name.clone()));
            }
            _ => return Err(wrong()),
        }
    }
    let column = by.ok_or_else(wrong)?;
    spread(fold, table, Distribution::By { column, colocate }, place)
}

/// Without arguments.
pub(super) fn reference(fold: &mut Fold, id: &ObjectId, rest: &str, place: &Place) -> Applied {
    if !rest.trim().is_empty() {
        let message = format!("`@reference` takes no argument, found `{}`", rest.trim());
        return Err((Code::UnknownDirective, message));
    }
    let table = table(id, "reference")?;
    spread(fold, table, Distribution::Reference, place)
}

fn table(id: &ObjectId, word: &str) -> Result<QName, (Code, String)> {
    match id {
        ObjectId::Table(name) => Ok(name.clone()),
        other => Err((Code::UnusedDirective, format!("`@{word}` is for tables; this is: {}", other.kind()))),
    }
}

fn spread(fold: &mut Fold, name: QName, distribution: Distribution, place: &Place) -> Applied {
    fold.notes.entry(ObjectId::Table(name.clone())).distribution = Some(place.clone());
    let Some(table) = fold.schema.tables.get_mut(&name) else { return Ok(()) };
    if table.distribution.replace(distribution).is_some() {
        let message = format!("it was said before how table `{name}` is distributed; keep one directive");
        return Err((Code::UnusedDirective, message));
    }
    Ok(())
}

fn colocated(name: &str, namespace: &str) -> Colocate {
    match name {
        "default" => Colocate::Default,
        "none" => Colocate::None,
        other => Colocate::With(QName::new(namespace, other)),
    }
}

/// The functions of Citus that say where rows are.
const CALLS: &[&str] =
    &["create_distributed_table", "create_reference_table", "undistribute_table", "alter_distributed_table"];

/// `create_distributed_table('todo', 'tenant_id', colocate_with => 'tenant')`, after `SELECT`; whether it is such a call.
pub(super) fn call(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<bool> {
    let Some(function) = CALLS.iter().find(|word| c.is_word(word)) else { return Ok(false) };
    c.bump();
    let mut list = c.group("`(`")?;
    let table = relation(fold, &list.string("the name of a table")?);
    let (mut column, mut colocate) = (None, Colocate::Default);
    while list.eat_kind(Kind::Comma) {
        let named = ["distribution_column", "colocate_with", "cascade_via_foreign_keys"];
        let name = named.into_iter().find(|word| list.eat(word));
        if name.is_some() && !list.eat_operator("=>") {
            return Err(list.expected("`=>`"));
        }
        match name {
            Some("colocate_with") => {
                let other = list.string("the name of a table, `default` or `none`")?;
                colocate = match other.as_str() {
                    "default" | "none" => colocated(&other, "public"),
                    other => Colocate::With(relation(fold, other)),
                };
            }
            Some("cascade_via_foreign_keys") => {
                if !list.eat("true") && !list.eat("false") {
                    return Err(list.expected("`true` or `false`"));
                }
            }
            Some(_) | None => column = Some(list.string("the name of a column")?),
        }
    }
    list.finish("`,` or `)`")?;
    let Some(entry) = fold.schema.tables.get_mut(&table) else {
        return Err(c.expected("a call for a table that is there"));
    };
    entry.distribution = match *function {
        "create_reference_table" => Some(Distribution::Reference),
        "undistribute_table" => None,
        _ => {
            let kept = match &entry.distribution {
                Some(Distribution::By { column, colocate: _ }) => Some(column.clone()),
                Some(Distribution::Reference) | None => None,
            };
            match column.or(kept) {
                Some(column) => Some(Distribution::By { column, colocate }),
                None => return Err(c.expected("the name of a column")),
            }
        }
    };
    Ok(true)
}

/// A relation in a string: `todo`, `"Todo"`, `app.todo`.
fn relation(fold: &Fold, text: &str) -> QName {
    let mut parts = arguments(&format!("x={text}")).into_iter().flatten().flat_map(|(_, parts)| parts);
    let folded = |part: String| if text.contains('"') { part } else { part.to_lowercase() };
    let (first, second) = (parts.next().map(folded), parts.next().map(folded));
    match (first, second) {
        (Some(namespace), Some(name)) => QName::new(namespace, name),
        (Some(name), None) => {
            let found = fold.path.iter().map(|namespace| QName::new(namespace.clone(), name.clone()));
            let mut found = found.filter(|name| fold.schema.tables.contains_key(name));
            found.next().unwrap_or_else(|| QName::public(name))
        }
        (None, _) => QName::public(text),
    }
}
