//! `ALTER TABLE`: whose child or partition a table is.

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::{inherit, partition};
use crate::model::{Definition, DefinitionId, Partition, QName};
use crate::report::Code;

/// Reads one of those actions; `false` when another one comes.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, table: &QName) -> Parsed<bool> {
    if c.eat("attach partition") {
        attach(fold, c, table)?;
    } else if c.eat("detach partition") {
        detach(fold, c, table)?;
    } else if c.eat("inherit") {
        let parent = parent(fold, c)?;
        if let Some(table) = fold.schema.tables.get_mut(table)
            && !table.inherits.contains(&parent)
        {
            table.inherits.push(parent);
        }
        inherit::join(fold, c, table);
    } else if c.eat("no inherit") {
        let at = c.here();
        let parent = parent(fold, c)?;
        let holder = fold.schema.tables.get_mut(table);
        if !holder.as_ref().is_some_and(|table| table.inherits.contains(&parent)) {
            let message = format!("table `{table}` does not inherit from `{parent}`");
            return Err(c.report(Code::Invalid, at, &message, ""));
        }
        holder.into_iter().for_each(|table| table.inherits.retain(|name| *name != parent));
        inherit::leave(fold, table);
    } else if c.eat("not of") {
        fold.schema.tables.get_mut(table).into_iter().for_each(|table| table.of = None);
    } else if c.eat("of") {
        let ty = composite(fold, c)?;
        fold.schema.tables.get_mut(table).into_iter().for_each(|table| table.of = Some(ty.clone()));
    } else {
        return Ok(false);
    }
    c.finish("`,` or the end of the statement")?;
    Ok(true)
}

fn parent(fold: &Fold, c: &mut Cursor<'_>) -> Parsed<QName> {
    let name = c.name("a table's name")?;
    fold.table(c, &name)
}

/// The composite type that a table is `OF`.
pub(super) fn composite(fold: &Fold, c: &mut Cursor<'_>) -> Parsed<QName> {
    let name = c.name("a composite type")?;
    let is = |n: &QName| fold.schema.definitions.contains_key(&DefinitionId::Composite(n.clone()));
    let known = fold.schema.definitions.values().filter_map(|definition| match definition {
        Definition::Composite(composite) => Some(&composite.name),
        _ => None,
    });
    fold.find(&name, is).ok_or_else(|| fold.unknown(c, "composite type", &name, known))
}

/// `name bound`, after `ATTACH PARTITION`.
fn attach(fold: &mut Fold, c: &mut Cursor<'_>, parent: &QName) -> Parsed<()> {
    let at = c.here();
    let name = self::parent(fold, c)?;
    let bound = partition::bound(c)?;
    let partitioned = fold.schema.tables.get(parent).is_some_and(|table| table.partitioned.is_some());
    if !partitioned {
        let message = format!("table `{parent}` is not partitioned");
        return Err(c.report(Code::Invalid, at, &message, ""));
    }
    let Some(table) = fold.schema.tables.get_mut(&name) else { return Ok(()) };
    if table.partition.is_some() {
        let message = format!("table `{name}` is a partition already");
        return Err(c.report(Code::Duplicate, at, &message, ""));
    }
    table.partition = Some(Partition { parent: parent.clone(), bound });
    inherit::join(fold, c, &name);
    Ok(())
}

/// `name [CONCURRENTLY | FINALIZE]`, after `DETACH PARTITION`.
fn detach(fold: &mut Fold, c: &mut Cursor<'_>, parent: &QName) -> Parsed<()> {
    let at = c.here();
    let name = self::parent(fold, c)?;
    let concurrently = c.eat("concurrently");
    if !concurrently {
        c.eat("finalize");
    }
    let Some(table) = fold.schema.tables.get_mut(&name) else { return Ok(()) };
    let Some(was) = table.partition.take_if(|partition| partition.parent == *parent) else {
        let message = format!("table `{name}` is not a partition of `{parent}`");
        return Err(c.report(Code::Invalid, at, &message, ""));
    };
    inherit::leave(fold, &name);
    if concurrently {
        partition::keep_bound(fold, &name, parent, &was.bound);
    }
    Ok(())
}
