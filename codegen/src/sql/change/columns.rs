//! Renames of columns.

use super::super::cursor::{Cursor, Ident, Parsed};
use super::super::fold::{Fold, Relation};
use super::super::names::{Role, Site, rewrite};
use super::{each_expr_of_table, may_mention, names_object};
use crate::model::{
    ConstraintKind, Distribution, IndexElement, IndexKey, ObjectId, QName, ReferentialAction, Table,
};
use crate::report::Code;

/// A column gets another name, in everything that names it.
pub(in crate::sql) fn rename_column(
    fold: &mut Fold,
    c: &Cursor<'_>,
    table: &QName,
    from: &Ident,
    to: &Ident,
) -> Parsed<()> {
    let columns = fold.schema.tables.get(table).map(|t| &t.columns);
    if !columns.is_some_and(|columns| columns.contains(&from.name)) {
        return Err(fold.unknown_column(c, table, from));
    }
    if columns.is_some_and(|columns| columns.contains(&to.name)) {
        let message = format!("table `{table}` has a column `{}` already", to.name);
        return Err(c.report(Code::Duplicate, to.span.clone(), &message, ""));
    }
    let (from, to) = (from.name.as_str(), to.name.as_str());
    if let Some(holder) = fold.schema.tables.get_mut(table) {
        holder.pin_names();
        rename_column_in(holder, from, to);
        holder.settle_names();
    }
    for other in fold.schema.tables.values_mut() {
        for constraint in other.constraints.values_mut() {
            if let ConstraintKind::ForeignKey(key) = &mut constraint.kind
                && key.table == *table
            {
                rename_in(&mut key.references, from, to);
            }
        }
    }
    for published in fold.schema.publications.values_mut().filter_map(|p| p.tables.get_mut(table)) {
        if let Some(columns) = &mut published.columns {
            rename_in(columns, from, to);
            columns.sort();
        }
        if let Some(filter) = &mut published.filter {
            *filter = rewrite(filter, |site| column_site(site, table, from, to));
        }
    }
    for sequence in fold.schema.sequences.values_mut() {
        if let Some((owner, column)) = &mut sequence.owned_by
            && owner == table
            && column == from
        {
            to.clone_into(column);
        }
    }
    for relation in fold.relations.values_mut() {
        if let Relation::Identity(owner, column) = relation
            && owner == table
            && column == from
        {
            to.clone_into(column);
        }
    }
    let id = |name: &str| ObjectId::Column(table.clone(), name.to_owned());
    fold.move_note(&id(from), id(to));
    Ok(())
}

fn rename_in(names: &mut [String], from: &str, to: &str) {
    for name in names.iter_mut().filter(|name| *name == from) {
        to.clone_into(name);
    }
}

fn rename_column_in(table: &mut Table, from: &str, to: &str) {
    let name = table.name.clone();
    each_expr_of_table(table, &mut |expr| {
        may_mention(expr, from).then(|| rewrite(expr, |site| column_site(site, &name, from, to)))
    });
    if let Some(column) = table.columns.get_mut(from) {
        to.clone_into(&mut column.name);
    }
    let key = table.partitioned.iter_mut().flat_map(|key| &mut key.elements);
    key.for_each(|element| rename_element(element, from, to));
    if let Some(Distribution::By { column, colocate: _ }) = &mut table.distribution
        && column == from
    {
        to.clone_into(column);
    }
    for constraint in table.constraints.values_mut() {
        match &mut constraint.kind {
            ConstraintKind::PrimaryKey(key) => {
                rename_in(&mut key.columns, from, to);
                rename_in(&mut key.include, from, to);
            }
            ConstraintKind::Unique(key) => {
                rename_in(&mut key.columns, from, to);
                rename_in(&mut key.include, from, to);
            }
            ConstraintKind::ForeignKey(key) => {
                rename_in(&mut key.columns, from, to);
                for action in [&mut key.on_delete, &mut key.on_update] {
                    match action {
                        ReferentialAction::SetNull(columns) | ReferentialAction::SetDefault(columns) => {
                            rename_in(columns, from, to);
                        }
                        ReferentialAction::NoAction
                        | ReferentialAction::Restrict
                        | ReferentialAction::Cascade => {}
                    }
                }
            }
            ConstraintKind::Exclusion(exclusion) => {
                exclusion.elements.iter_mut().for_each(|e| rename_element(&mut e.element, from, to));
                rename_in(&mut exclusion.include, from, to);
            }
            ConstraintKind::Check(_) => {}
        }
    }
    for index in table.indexes.values_mut() {
        index.elements.iter_mut().for_each(|element| rename_element(element, from, to));
        rename_in(&mut index.include, from, to);
    }
}

fn rename_element(element: &mut IndexElement, from: &str, to: &str) {
    match &mut element.key {
        IndexKey::Column(column) if column == from => to.clone_into(column),
        IndexKey::Column(_) | IndexKey::Expr(_) => {}
    }
}

/// A use of a column: `title`, `todo.title`, `public.todo.title`.
fn column_site(site: &Site, table: &QName, from: &str, to: &str) -> Option<(usize, String)> {
    let names = site.names();
    let (last, qualifier) = names.split_last()?;
    let of_table = qualifier.is_empty() || names_object(qualifier, table);
    let is_column = site.role == Role::Value && !site.in_string && *last == from && of_table;
    is_column.then(|| (names.len() - 1, to.to_owned()))
}
