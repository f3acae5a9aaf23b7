//! Sequences that stand on their own, or that a column owns.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{SequenceStatement, Statement, Target};
use crate::model::{ObjectId, QName, Sequence};

pub(super) fn create(planner: &mut Planner<'_>, name: &QName) {
    let Some(new) = planner.new.sequences.get(name) else { return };
    if comes_with_column(planner, new) {
        let phase = phase_of_owner(planner, new);
        return planner.comment_new(
            phase,
            Target::Sequence(name.clone()),
            Fact::sequence(name),
            &new.comment,
        );
    }
    let statement = Statement::Sequence(SequenceStatement::Create(new.clone()));
    let step = Step::new(Phase::Sequence, Operation::New, statement);
    planner.push(step.provides([Fact::sequence(name), Fact::Relation(name.clone())]));
    planner.comment_new(Phase::Sequence, Target::Sequence(name.clone()), Fact::sequence(name), &new.comment);
    if new.owned_by.is_some() {
        own(planner, new);
    }
}

/// `OWNED BY`, once both are there.
pub(super) fn own(planner: &mut Planner<'_>, sequence: &Sequence) {
    let name = &sequence.name;
    let owner = sequence.owned_by.clone();
    let column = owner.as_ref().map(|(table, column)| Fact::column(table, column));
    let statement = Statement::Sequence(SequenceStatement::OwnedBy { name: name.clone(), owner });
    let step = Step::new(phase_of_owner(planner, sequence), Operation::New, statement);
    let step = step.needs([Fact::sequence(name)]).needs(column).provides([Fact::Owned(name.clone())]);
    planner.push(step);
}

/// With a new table, what belongs to it; otherwise among the columns.
fn phase_of_owner(planner: &Planner<'_>, sequence: &Sequence) -> Phase {
    let new = |table: &QName| planner.work.creates(&ObjectId::Table(table.clone()));
    if sequence.owned_by.as_ref().is_some_and(|(table, _)| new(table)) { Phase::Table } else { Phase::Column }
}

/// Whether the word `serial` makes it.
fn comes_with_column(planner: &Planner<'_>, sequence: &Sequence) -> bool {
    let Some((table, column)) = &sequence.owned_by else { return false };
    let made = planner.work.creates(&ObjectId::Table(table.clone()))
        || planner.work.creates(&ObjectId::Column(table.clone(), column.clone()));
    let column = planner.new.tables.get(table).and_then(|t| t.columns.get(column));
    made && column.is_some_and(|column| planner.serial(table, column).is_some())
}
