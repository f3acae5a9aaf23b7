//! Statistics objects.

use std::collections::BTreeSet;

use super::cursor::{Cursor, Name, Parsed};
use super::fold::Fold;
use super::statement::{drop_list, if_exists, if_not_exists, unknown};
use super::text::Kind;
use super::{alter_column, attach, change, element};
use crate::model::{
    Definition, DefinitionId, IndexElement, IndexKey, ObjectId, QName, Statistics, first_free_name,
};

const KINDS: [&str; 3] = ["dependencies", "mcv", "ndistinct"];

/// `CREATE STATISTICS [[IF NOT EXISTS] name] [(kinds)] ON keys FROM table`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, _replace: bool) -> Parsed<()> {
    let lenient = if_not_exists(c);
    let unnamed = c.is_word("on") || c.kind() == Some(Kind::Open);
    let written: Option<Name> = if unnamed { None } else { Some(c.name("a name of the statistics")?) };
    let mut kinds = BTreeSet::new();
    if c.kind() == Some(Kind::Open) {
        for mut part in c.group("`(`")?.split_commas() {
            kinds.insert(kind(&mut part)?);
            part.finish("`,` or `)`")?;
        }
    }
    c.expect("on")?;
    let list = *c;
    while !c.is_done() && !c.is_word("from") {
        c.skip_balanced();
    }
    let keys = keys(list.cut(c))?;
    c.expect("from")?;
    let table = c.name("a table's name")?;
    c.finish("the end of the statement")?;
    let span = written.as_ref().map_or(table.span.clone(), |name| name.span.clone());
    let (table, _) = fold.relation(c, "table", &table)?;
    if kinds.is_empty() && !matches!(keys.as_slice(), [IndexKey::Expr(_)]) {
        kinds.extend(KINDS.map(str::to_owned));
    }
    let name = match &written {
        Some(name) => fold.new_name(name),
        None => derived(fold, &table, &keys),
    };
    let mut statistics = Statistics { name: name.clone(), table, kinds, keys, target: None, comment: None };
    statistics.sort();
    let id = DefinitionId::Statistics(name.clone());
    if fold.schema.definitions.contains_key(&id) {
        let object = ObjectId::Definition(id);
        return if lenient {
            Ok(())
        } else {
            Err(fold.duplicate(c, "statistics object", &name.to_string(), span, &object))
        };
    }
    fold.describe(c, ObjectId::Definition(id.clone()), span, c.since(start));
    fold.schema.definitions.insert(id, Definition::Statistics(statistics));
    Ok(())
}

fn kind(c: &mut Cursor<'_>) -> Parsed<String> {
    let word = c.word_at(0).filter(|word| KINDS.contains(&word.as_str()));
    let Some(word) = word else { return Err(c.expected("`ndistinct`, `dependencies` or `mcv`")) };
    c.bump();
    Ok(word)
}

fn keys(c: Cursor<'_>) -> Parsed<Vec<IndexKey>> {
    let mut keys = Vec::new();
    for mut part in c.split_commas() {
        keys.push(element::index(&mut part)?.key);
        part.finish("`,` or `FROM`")?;
    }
    Ok(keys)
}

/// The name that the server gives one without (`ChooseExtendedStatisticName`).
pub(super) fn derived(fold: &Fold, table: &QName, keys: &[IndexKey]) -> QName {
    let elements: Vec<IndexElement> = keys
        .iter()
        .map(|key| match key {
            IndexKey::Column(name) => IndexElement::column(name),
            // Every expression is called that here.
            IndexKey::Expr(_) => IndexElement::column("expr"),
        })
        .collect();
    let columns = attach::join(attach::index_names(elements.iter(), &[]));
    let taken =
        |name: &str| fold.schema.definitions.contains_key(&DefinitionId::Statistics(table.sibling(name)));
    table.sibling(first_free_name(&table.name, Some(&columns), "stat", taken))
}

/// The name of one that is there.
pub(super) fn find_next(fold: &Fold, c: &mut Cursor<'_>) -> Parsed<DefinitionId> {
    let name = c.name("a name of the statistics")?;
    find(fold, c, &name)
}

fn find(fold: &Fold, c: &Cursor<'_>, name: &Name) -> Parsed<DefinitionId> {
    let id = |name: &QName| DefinitionId::Statistics(name.clone());
    let known = fold.schema.definitions.keys().filter_map(|id| match id {
        DefinitionId::Statistics(name) => Some(name),
        _ => None,
    });
    let found = fold.find(name, |name| fold.schema.definitions.contains_key(&id(name)));
    found.map(|name| id(&name)).ok_or_else(|| fold.unknown(c, "statistics object", name, known))
}

/// `ALTER STATISTICS name RENAME TO | SET SCHEMA | SET STATISTICS | OWNER TO`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let lenient = if_exists(c);
    let name = c.name("a name of the statistics")?;
    let id = match find(fold, c, &name) {
        Ok(id) => id,
        Err(_) if lenient => return Ok(()),
        Err(error) => return Err(error),
    };
    if c.eat("set statistics") {
        let target = alter_column::statistics(c)?;
        c.finish("the end of the statement")?;
        if let Some(Definition::Statistics(statistics)) = fold.schema.definitions.get_mut(&id) {
            statistics.target = target;
        }
        return Ok(());
    }
    if super::statement::passed_over(c) {
        return Ok(());
    }
    let Some(from) = id.qname().cloned() else { return Ok(()) };
    let Some(to) = change::new_place(fold, c, &from)? else {
        return Err(unknown(c, start, "this form of ALTER STATISTICS"));
    };
    if from == to {
        return Ok(());
    }
    let new = DefinitionId::Statistics(to);
    if fold.schema.definitions.contains_key(&new) {
        let object = ObjectId::Definition(new.clone());
        return Err(fold.duplicate(c, "statistics object", &new.to_string(), c.last_token(), &object));
    }
    fold.move_note(&ObjectId::Definition(id), ObjectId::Definition(new));
    Ok(())
}

/// `DROP STATISTICS [IF EXISTS] name, ..`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>, _start: usize) -> Parsed<()> {
    let list = drop_list(c, "a name of the statistics")?;
    for name in &list.names {
        match find(fold, c, name) {
            Ok(id) => {
                fold.schema.definitions.remove(&id);
                fold.notes.remove(&ObjectId::Definition(id));
            }
            Err(_) if list.lenient => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
