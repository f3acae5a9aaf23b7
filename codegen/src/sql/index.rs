//! Indexes.

use std::collections::BTreeMap;

use super::cursor::{Cursor, Name, Parsed};
use super::fold::{Fold, Relation};
use super::statement::{drop_list, if_exists, if_not_exists, passed_over, unknown};
use super::{alter_column, alter_storage, attach, change, constraint, element, inherit, options};
use crate::model::{Index, ObjectId, QName};
use crate::report::{Code, Diagnostic};

/// `CREATE [UNIQUE] INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON table ..`, after `INDEX`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, unique: bool) -> Parsed<()> {
    c.eat("concurrently");
    let lenient = if_not_exists(c);
    let name = if c.is_word("on") { None } else { Some(c.ident("an index's name")?) };
    c.expect("on")?;
    let only = c.eat("only");
    let table_name = c.name("a table's name")?;
    let method = if c.eat("using") { c.ident("an index method")?.name } else { "btree".to_owned() };
    let mut elements = Vec::new();
    for mut part in c.group("`(` and what is indexed")?.split_commas() {
        elements.push(element::index(&mut part)?);
        part.finish("`,` or `)`")?;
    }
    let what = c.since(table_name.span.start);
    let include = if c.eat("include") { c.column_list()? } else { Vec::new() };
    let nulls_not_distinct = constraint::nulls_not_distinct(c);
    let parameters = if c.eat("with") { options::list(c)? } else { Vec::new() };
    let tablespace = if c.eat("tablespace") { Some(c.ident("a tablespace")?.name) } else { None };
    let tablespace = tablespace.and_then(alter_storage::named_tablespace);
    let predicate = if c.eat("where") { Some(c.rest("a condition")?) } else { None };
    c.finish("`INCLUDE`, `WITH`, `WHERE` or the end of the statement")?;

    let found = fold.find(&table_name, |n| fold.relations.contains_key(n));
    let table = match found.as_ref().and_then(|n| fold.relations.get(n)) {
        Some(Relation::View) => view(fold, c, &table_name)?,
        _ => fold.table(c, &table_name)?,
    };
    let include: Vec<String> = include.into_iter().map(|column| column.name).collect();
    let at = name.as_ref().map_or(what, |n| n.span.clone());
    let name = name.map_or_else(
        || {
            let columns = attach::join(attach::index_names(elements.iter(), &include));
            fold.derive_relation(&table, Some(&columns), "idx", false)
        },
        |n| n.name,
    );
    let qname = table.sibling(&name);
    if lenient && fold.relations.contains_key(&qname) {
        return Ok(());
    }
    fold.claim(c, "index", &qname, at.clone(), Relation::Index(table.clone()))?;
    fold.describe(c, ObjectId::Index(table.clone(), name.clone()), at, c.since(start));
    let index = Index {
        name: name.clone(),
        unique,
        method,
        elements,
        include,
        nulls_not_distinct,
        parameters,
        tablespace,
        predicate,
        statistics: BTreeMap::new(),
        part_of: None,
        comment: None,
    };
    let before = fold.schema.tables.get(&table).cloned().filter(|_| !only && fold.parents.contains(&table));
    if let Some(indexes) = fold.schema.indexes_mut(&table) {
        indexes.insert(name, index);
    }
    if let Some(before) = before {
        inherit::follow(fold, c, &table, &before, false);
    }
    Ok(())
}

/// `ATTACH PARTITION index`: the part of an index that a partition has.
fn attach(fold: &mut Fold, c: &mut Cursor<'_>, parent: &str) -> Parsed<()> {
    let name = c.name("an index's name")?;
    c.finish("the end of the statement")?;
    let (qname, relation) = fold.relation(c, "index", &name)?;
    let (Relation::Index(table) | Relation::Key(table)) = relation else {
        let message = format!("`{qname}` is not an index");
        return Err(c.report(Code::Invalid, name.span, &message, ""));
    };
    let Some(table) = fold.schema.tables.get_mut(&table) else { return Ok(()) };
    // Another one that was taken for it is not.
    let indexes = table.indexes.values_mut().map(|index| &mut index.part_of);
    let keys = table.constraints.values_mut().map(|key| &mut key.part_of);
    indexes.chain(keys).for_each(|part| {
        part.take_if(|part| part == parent);
    });
    let own = table.indexes.get_mut(&qname.name).map(|index| &mut index.part_of);
    let key = table.constraints.get_mut(&qname.name).map(|constraint| &mut constraint.part_of);
    own.or(key).into_iter().for_each(|part| *part = Some(parent.to_owned()));
    Ok(())
}

/// A materialized view: other views have no indexes.
fn view(fold: &Fold, c: &Cursor<'_>, name: &Name) -> Parsed<QName> {
    let is_one = |name: &QName| fold.schema.views.get(name).is_some_and(|view| view.materialized);
    let message = || format!("view `{}` cannot have an index: it is not materialized", name.written());
    fold.find(name, is_one).ok_or_else(|| c.report(Code::Invalid, name.span.clone(), &message(), ""))
}

/// `ALTER INDEX [IF EXISTS] name RENAME TO | SET (..) | RESET (..) | SET TABLESPACE`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let lenient = if_exists(c);
    let name = c.name("an index's name")?;
    if passed_over(c) {
        return Ok(());
    }
    let (qname, relation) = match fold.relation(c, "index", &name) {
        Ok(found) => found,
        Err(_) if lenient => return Ok(()),
        Err(error) => return Err(error),
    };
    if c.is_word("rename") {
        let to = change::new_place(fold, c, &qname)?.unwrap_or_else(|| qname.clone());
        return change::rename_relation(fold, c, &qname, &relation, to);
    }
    if c.eat("attach partition") {
        return attach(fold, c, &qname.name);
    }
    if let Relation::Key(table) = &relation {
        return alter_key(fold, c, table, &qname, start);
    }
    let Relation::Index(table) = &relation else { return Err(unknown(c, start, "this form of ALTER INDEX")) };
    let index = fold.schema.indexes_mut(table).and_then(|indexes| indexes.get_mut(&qname.name));
    let Some(index) = index else { return Ok(()) };
    if c.eat("set tablespace") {
        index.tablespace = alter_storage::named_tablespace(c.ident("a tablespace")?.name);
    } else if c.eat("set") {
        alter_storage::change_parameters(&mut index.parameters, options::list(c)?);
    } else if c.eat("reset") {
        alter_storage::reset_parameters(&mut index.parameters, &options::list(c)?);
    } else if c.eat("alter") {
        c.eat("column");
        let at = c.here();
        let element = c.integer("the number of an element")?;
        c.expect("set statistics")?;
        let target = alter_column::statistics(c)?;
        let number =
            u16::try_from(element).ok().filter(|n| (1..=index.elements.len()).contains(&usize::from(*n)));
        let Some(number) = number else {
            let message = format!("index `{}` has no element number {element}", qname.name);
            return Err(c.report(Code::UnknownName, at, &message, ""));
        };
        match target {
            Some(target) => std::mem::drop(index.statistics.insert(number, target)),
            None => std::mem::drop(index.statistics.remove(&number)),
        }
    } else {
        return Err(unknown(c, start, "this form of ALTER INDEX"));
    }
    c.finish("the end of the statement")
}

/// The same of the index behind a constraint, which has its name.
fn alter_key(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName, name: &QName, start: usize) -> Parsed<()> {
    let constraint = fold.schema.tables.get_mut(table).and_then(|t| t.constraints.get_mut(&name.name));
    let Some((parameters, tablespace)) = constraint.and_then(|c| c.kind.index_storage_mut()) else {
        return Ok(());
    };
    if c.eat("set tablespace") {
        *tablespace = alter_storage::named_tablespace(c.ident("a tablespace")?.name);
    } else if c.eat("set") {
        alter_storage::change_parameters(parameters, options::list(c)?);
    } else if c.eat("reset") {
        alter_storage::reset_parameters(parameters, &options::list(c)?);
    } else {
        return Err(unknown(c, start, "this form of ALTER INDEX"));
    }
    c.finish("the end of the statement")
}

/// `DROP INDEX [CONCURRENTLY] [IF EXISTS] name, ..`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    c.eat("concurrently");
    let list = drop_list(c, "an index's name")?;
    for name in &list.names {
        let (qname, relation) = match fold.relation(c, "index", name) {
            Ok(found) => found,
            Err(_) if list.lenient => continue,
            Err(error) => return Err(error),
        };
        match relation {
            Relation::Index(table) => {
                let before = fold.schema.tables.get(&table).cloned();
                change::drop_index(fold, &table, &qname.name);
                if let Some(before) = before.filter(|_| fold.parents.contains(&table)) {
                    inherit::follow(fold, c, &table, &before, false);
                }
            }
            Relation::Key(table) => {
                let message = format!("index `{qname}` cannot be dropped: it belongs to a constraint");
                return Err(Box::new(
                    Diagnostic::new(Code::Invalid, message)
                        .at(c.place(name.span.clone()), "")
                        .help(format!("drop the constraint of table `{table}`")),
                ));
            }
            Relation::Table | Relation::View | Relation::Sequence | Relation::Identity(..) => {
                let message = format!("`{qname}` is not an index");
                return Err(c.report(Code::Invalid, name.span.clone(), &message, ""));
            }
        }
    }
    Ok(())
}
