//! `LIKE table INCLUDING ..` in `CREATE TABLE`: taken apart when it is read (`transformTableLikeClause`,
//! `expandTableLikeClause`).

use super::column::{self, id};
use super::cursor::{Cursor, Parsed};
use super::fold::{Fold, Relation};
use super::{attach, change};
use crate::model::{
    Column, ColumnStorage, Constraint, ConstraintKind, Definition, DefinitionId, Index, NotNull, QName, Table,
};
use crate::report::Code;

/// What is taken along.
#[derive(Clone, Copy, Default)]
struct Including {
    comments: bool,
    compression: bool,
    constraints: bool,
    defaults: bool,
    generated: bool,
    identity: bool,
    indexes: bool,
    statistics: bool,
    storage: bool,
}

/// A table that is copied, once the columns of the new one are there.
pub(super) struct Copied {
    source: Table,
    including: Including,
}

/// `LIKE table [INCLUDING | EXCLUDING what] ..`: the columns at once.
pub(super) fn read(fold: &mut Fold, c: &mut Cursor<'_>, table: &mut Table) -> Parsed<Copied> {
    c.expect("like")?;
    let at = c.here();
    let name = c.name("a table's name")?;
    let source = fold.table(c, &name)?;
    let mut including = Including::default();
    while !c.is_done() {
        let on = c.eat("including");
        if !on {
            c.expect("excluding")?;
        }
        option(c, &mut including, on)?;
    }
    let Some(source) = fold.schema.tables.get(&source).cloned() else {
        return Err(c.expected("a table"));
    };
    for column in &source.columns {
        if table.columns.contains(&column.name) {
            let message = format!("column `{}` of `{}` is there already", column.name, source.name);
            return Err(c.report(Code::Duplicate, at.clone(), &message, ""));
        }
        let mut copy = copy(fold, &table.name, column, including);
        let name = column.not_null_name(&source.name);
        copy.not_null_constraint.name =
            name.and_then(|name| NotNull::own_name(&table.name, &column.name, &name));
        copy.not_null_constraint.no_inherit = column.not_null_constraint.no_inherit;
        fold.describe(c, id(&table.name, &column.name), at.clone(), at.clone());
        table.columns.push(copy);
    }
    Ok(Copied { source, including })
}

fn option(c: &mut Cursor<'_>, including: &mut Including, on: bool) -> Parsed<()> {
    if c.eat("all") {
        *including = Including {
            comments: on,
            compression: on,
            constraints: on,
            defaults: on,
            generated: on,
            identity: on,
            indexes: on,
            statistics: on,
            storage: on,
        };
        return Ok(());
    }
    let slot = match c.word_at(0).as_deref() {
        Some("comments") => &mut including.comments,
        Some("compression") => &mut including.compression,
        Some("constraints") => &mut including.constraints,
        Some("defaults") => &mut including.defaults,
        Some("generated") => &mut including.generated,
        Some("identity") => &mut including.identity,
        Some("indexes") => &mut including.indexes,
        Some("statistics") => &mut including.statistics,
        Some("storage") => &mut including.storage,
        _ => return Err(c.expected("`ALL`, `DEFAULTS`, `CONSTRAINTS`, `INDEXES` or another part of a table")),
    };
    *slot = on;
    c.bump();
    Ok(())
}

fn copy(fold: &mut Fold, table: &QName, source: &Column, including: Including) -> Column {
    let Column { name, ty, not_null, default, identity, generated, collation, storage, .. } = source;
    let mut column = Column::new(name.clone(), ty.clone());
    column.not_null = *not_null;
    column.collation.clone_from(collation);
    if including.defaults {
        column.default.clone_from(default);
    }
    if including.generated {
        column.generated.clone_from(generated);
    }
    if including.comments {
        column.comment.clone_from(&source.comment);
    }
    column.storage = ColumnStorage {
        mode: storage.mode.filter(|_| including.storage),
        compression: storage.compression.clone().filter(|_| including.compression),
        ..ColumnStorage::default()
    };
    if let Some(identity) = identity.as_ref().filter(|_| including.identity) {
        column::identity(fold, table, &mut column, identity.mode, &Default::default());
        // It counts as the copied one does, with a sequence of its own.
        if let Some(own) = &mut column.identity {
            own.options.clone_from(&identity.options);
        }
    }
    column
}

/// The checks of the copied table, before the table's own constraints get their names.
pub(super) fn checks(fold: &mut Fold, table: &mut Table, copied: &[Copied]) {
    for Copied { source, including } in copied.iter().filter(|copied| copied.including.constraints) {
        let checks = source.constraints.values().filter(|c| matches!(c.kind, ConstraintKind::Check(_)));
        for check in checks {
            let comment = check.comment.clone().filter(|_| including.comments);
            let copy = Constraint { comment, ..Constraint::new(check.name.clone(), check.kind.clone()) };
            fold.claim_constraint(table.name.sibling(&check.name));
            table.constraints.insert(check.name.clone(), copy);
        }
    }
}

/// Keys and indexes under derived names, behind the table's own.
pub(super) fn indexes(fold: &mut Fold, table: &mut Table, copied: &[Copied]) {
    for Copied { source, including } in copied.iter().filter(|copied| copied.including.indexes) {
        for key in source.constraints.values().filter(|key| change::has_index(key)) {
            let name = super::inherit::derived(fold, table, &key.kind);
            fold.relations.insert(table.name.sibling(&name), Relation::Key(table.name.clone()));
            fold.claim_constraint(table.name.sibling(&name));
            let comment = key.comment.clone().filter(|_| including.comments);
            let copy = Constraint { comment, ..Constraint::new(name.clone(), key.kind.clone()) };
            table.constraints.insert(name, copy);
        }
        for index in source.indexes.values() {
            let columns = attach::join(attach::index_names(index.elements.iter(), &index.include));
            let name = fold.derive_relation(&table.name, Some(&columns), "idx", false);
            fold.relations.insert(table.name.sibling(&name), Relation::Index(table.name.clone()));
            let comment = index.comment.clone().filter(|_| including.comments);
            let copy = Index { name: name.clone(), comment, part_of: None, ..index.clone() };
            table.indexes.insert(name, copy);
        }
    }
    for Copied { source, including } in copied.iter().filter(|copied| copied.including.statistics) {
        let own = fold.schema.definitions.values().filter_map(|definition| match definition {
            Definition::Statistics(statistics) if statistics.table == source.name => Some(statistics.clone()),
            _ => None,
        });
        for mut statistics in own.collect::<Vec<_>>() {
            statistics.name = super::statistics::derived(fold, &table.name, &statistics.keys);
            statistics.table = table.name.clone();
            statistics.target = None;
            statistics.comment = statistics.comment.filter(|_| including.comments);
            let id = DefinitionId::Statistics(statistics.name.clone());
            fold.schema.definitions.insert(id, Definition::Statistics(statistics));
        }
    }
}
