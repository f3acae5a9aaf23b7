//! What tables that are `OF` a composite type have from it, and so needs no statement of their own.

use super::super::fact::Fact;
use super::super::hazard::{Destruction, Hazard};
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::Step;
use super::{child, column, not_null};
use crate::ddl::{AttributeAction, CompositeStatement, DefinitionStatement, Statement};
use crate::diff::Attribute;
use crate::model::{Column, Composite, CompositeAttribute, DefinitionId, ObjectId, QName, Table};

/// The type that the table is of before and after, where that is altered in place.
fn altered<'a>(planner: &Planner<'a>, table: &QName) -> Option<(&'a Composite, &'a Composite)> {
    let (old, new) = (planner.old.tables.get(table)?, planner.new.tables.get(table)?);
    let ty = new.of.as_ref().filter(|ty| old.of.as_ref() == Some(*ty) && planner.is_existing(table))?;
    let id = ObjectId::Definition(DefinitionId::Composite(ty.clone()));
    let in_place = planner.work.alters(&id, Attribute::Definition) && !planner.work.swapped.contains(&id);
    in_place.then_some(())?;
    Some((planner.old.composite(ty)?, planner.new.composite(ty)?))
}

fn find<'c>(composite: &'c Composite, name: &str) -> Option<&'c CompositeAttribute> {
    composite.attributes.iter().find(|attribute| attribute.name == name)
}

/// Whether the column comes along with an attribute.
pub(super) fn comes(planner: &Planner<'_>, table: &QName, column: &str) -> bool {
    altered(planner, table)
        .is_some_and(|(old, new)| find(old, column).is_none() && find(new, column).is_some())
}

/// Whether the column goes along with an attribute.
pub(super) fn goes(planner: &Planner<'_>, table: &QName, column: &str) -> bool {
    altered(planner, table)
        .is_some_and(|(old, new)| find(old, column).is_some() && find(new, column).is_none())
}

/// Whether the column gets its new type along with an attribute.
pub(super) fn retypes(planner: &Planner<'_>, table: &QName, column: &str) -> bool {
    altered(planner, table).is_some_and(|(old, new)| {
        find(old, column).zip(find(new, column)).is_some_and(|(old, new)| old.ty != new.ty)
    })
}

/// The tables that follow when the type is altered.
fn tables<'a>(planner: &Planner<'a>, ty: &QName) -> Vec<&'a Table> {
    let of = planner.new.tables.values().filter(|table| table.of.as_ref() == Some(ty));
    of.filter(|table| altered(planner, &table.name).is_some()).collect()
}

/// `CASCADE`, and what it does to the tables of the type.
pub(super) fn cascade(planner: &Planner<'_>, ty: &QName, mut step: Step) -> Step {
    let tables = tables(planner, ty);
    let Statement::Definition(DefinitionStatement::Composite(CompositeStatement::Alter {
        action,
        cascade,
        ..
    })) = &mut step.statement
    else {
        return step;
    };
    *cascade = !tables.is_empty();
    let action = action.clone();
    for table in tables {
        step = on_table(planner, table, &action, step);
    }
    step
}

fn on_table(planner: &Planner<'_>, table: &Table, action: &AttributeAction, mut step: Step) -> Step {
    let name = &table.name;
    let locked = planner.on(name, step.phase, step.operation, step.statement.clone()).tables;
    step.tables.extend(locked);
    match action {
        AttributeAction::Add(attribute) => {
            step.operation = Operation::AddColumn;
            step.provides([Fact::column(name, &attribute.name)])
        }
        AttributeAction::Drop(column) => {
            step.operation = Operation::DropColumn;
            step = child::goes_with(planner, name, column, step);
            step.hazard(Hazard::Loss(Destruction::Column(name.clone(), column.clone())))
        }
        AttributeAction::Type(attribute) => {
            step.operation = Operation::ChangeTypeRewriting;
            let because = format!("{} gets another type with its attribute", attribute.name);
            step.hazard(Hazard::Rewrite { table: name.clone(), because })
        }
    }
}

/// What the table says of a column that came with an attribute, which is only its type.
pub(super) fn finish_new(planner: &mut Planner<'_>, table: &Table, column: &Column) {
    let mut base = Column::new(&column.name, column.ty.clone());
    base.collation.clone_from(&column.collation);
    (base.not_null, base.default) = (column.not_null, column.default.clone());
    let _ = column::set_default(planner, &table.name, column);
    if column.not_null {
        not_null::alter(planner, &table.name, column);
    }
    child::difference(planner, table, &base, column);
}
