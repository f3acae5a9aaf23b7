//! Columns that go, for good or to be made again.

use super::super::fact::Fact;
use super::super::hazard::{Destruction, Hazard};
use super::super::lock::Operation;
use super::super::not_null::NAMED;
use super::super::planner::Planner;
use super::super::step::Phase;
use super::super::work::Reason;
use super::column::gives;
use super::{child, constraint, index, typed};
use crate::ddl::{ColumnStatement, Statement};
use crate::diff::Because;
use crate::model::{Column, ObjectId, QName};

pub(super) fn drop(planner: &mut Planner<'_>, table: &QName, name: &str) {
    let Some(old) = planner.old.tables.get(table) else { return };
    let Some(column) = old.columns.get(name) else { return };
    if child::goes(planner, table, name) || typed::goes(planner, table, name) {
        return;
    }
    let id = ObjectId::Column(table.clone(), name.to_owned());
    let comes_back = planner.work.creates(&id);
    let phase = if comes_back { Phase::Column } else { Phase::Drop };
    let statement = ColumnStatement::Drop { table: table.clone(), column: name.to_owned() };
    let mut step = planner.on(table, phase, Operation::DropColumn, Statement::Column(statement));
    let default = Fact::Default(table.clone(), name.to_owned());
    let not_null = Fact::NotNull(table.clone(), name.to_owned());
    let own = Fact::Object(id.clone());
    step = step.releases(planner.before.uses(&own).to_vec()).releases(planner.before.uses(&default).to_vec());
    step = step.destroys([own, default, not_null]);
    step = step.destroys(column.identity_sequence(table).map(Fact::Relation));
    // Another column may be named after this one's constraint.
    let named = column.not_null_name(table).filter(|_| planner.options.target >= NAMED);
    step = step.destroys(named.map(|name| Fact::constraint(table, &name)));
    if let Some(sequence) = planner.owned_before(table, name)
        && planner.work.drops(&ObjectId::Sequence(sequence.name.clone()))
    {
        step = step.destroys([Fact::sequence(&sequence.name), Fact::Relation(sequence.name.clone())]);
    }
    step = constraint::goes_with_column(planner, old, name, step);
    step = index::goes_with_column(planner, old, name, step);
    step = child::go_along(planner, table, name, step);
    step.hazards.extend(loss(planner, &id, table, column).map(Hazard::Loss));
    step.hazards.extend(broken(planner, &id, table, column));
    planner.push(step);
}

/// What stops to work without the column, or where its values are computed from now on.
fn broken(planner: &Planner<'_>, id: &ObjectId, table: &QName, column: &Column) -> Option<Hazard> {
    match planner.work.create.get(id) {
        None => Some(Hazard::Breaks(format!("column {table}.{} is gone", column.name))),
        Some(Reason::Rebuilt(Because::BecomesGenerated)) => Some(gives(table, &column.name)),
        Some(Reason::Changed | Reason::Rebuilt(Because::Definition | Because::Storage) | Reason::PutBack) => {
            None
        }
    }
}

/// What is lost with the column; nothing when its values follow from others.
fn loss(planner: &Planner<'_>, id: &ObjectId, table: &QName, column: &Column) -> Option<Destruction> {
    if column.generated.is_some() {
        return None;
    }
    Some(match planner.work.create.get(id) {
        Some(Reason::Rebuilt(Because::BecomesGenerated)) => {
            Destruction::Replaced(table.clone(), column.name.clone())
        }
        Some(Reason::Changed | Reason::Rebuilt(Because::Definition | Because::Storage) | Reason::PutBack)
        | None => Destruction::Column(table.clone(), column.name.clone()),
    })
}
