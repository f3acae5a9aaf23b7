//! Sequences that stand on their own, or that a column owns.

use super::super::fact::Fact;
use super::super::hazard::{Destruction, Hazard};
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{
    AccessStatement, DataStatement, SequenceStatement, Statement, Target, bounds, is_descending,
};
use crate::diff::Attribute;
use crate::model::{ObjectId, QName, Sequence, SequenceOptions};

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

pub(super) fn alter(planner: &mut Planner<'_>, name: &QName) {
    let (Some(old), Some(new)) = (planner.old.sequences.get(name), planner.new.sequences.get(name)) else {
        return;
    };
    let id = ObjectId::Sequence(name.clone());
    if planner.work.alters(&id, Attribute::Options) {
        let ty = (old.ty != new.ty).then_some(new.ty);
        let (from, to) = (old.options.clone(), new.options.clone());
        let within = within(name, &from, &to).map(|statement| {
            let statement = Statement::Data(statement);
            planner.push(Step::new(Phase::Sequence, Operation::ReadRows, statement))
        });
        let statement = SequenceStatement::Alter { name: name.clone(), ty, from, to };
        let step = Step::new(Phase::Sequence, Operation::New, Statement::Sequence(statement));
        let altered = planner.push(step);
        if let Some(within) = within {
            planner.graph.after(altered, within);
        }
    }
    if planner.work.alters(&id, Attribute::OwnedBy) {
        own(planner, new);
    }
    if planner.work.alters(&id, Attribute::Comment) {
        planner.comment(Phase::Sequence, Target::Sequence(name.clone()), Fact::sequence(name), &new.comment);
    }
}

/// PostgreSQL refuses bounds that leave out the number where a sequence stands. Where that only lies ahead, it is brought there;
/// one that is past them stays an error, since its numbers are in use.
fn within(name: &QName, from: &SequenceOptions, to: &SequenceOptions) -> Option<DataStatement> {
    let sequence = name.clone();
    match narrowed(from, to)? {
        (min, false) => Some(DataStatement::AtLeast { sequence, min }),
        (max, true) => Some(DataStatement::AtMost { sequence, max }),
    }
}

/// The same for the sequence inside an identity column.
pub(super) fn within_column(
    planner: &mut Planner<'_>,
    table: &QName,
    column: &str,
    (from, to): (&SequenceOptions, &SequenceOptions),
) -> Option<usize> {
    let (bound, down) = narrowed(from, to)?;
    let statement = DataStatement::Within { table: table.clone(), column: column.to_owned(), bound, down };
    let step = Step::new(Phase::Column, Operation::ReadRows, Statement::Data(statement));
    Some(planner.push(step.needs([Fact::column(table, column)])))
}

/// The number that a sequence must have reached for its new bounds, and whether it counts down.
fn narrowed(from: &SequenceOptions, to: &SequenceOptions) -> Option<(i64, bool)> {
    let ((from_min, from_max), (min, max)) = (bounds(from), bounds(to));
    match (is_descending(from), is_descending(to)) {
        (false, false) if min > from_min && min <= from_max => Some((min, false)),
        (true, true) if max < from_max && max >= from_min => Some((max, true)),
        _ => None,
    }
}

pub(super) fn drop(planner: &mut Planner<'_>, name: &QName) {
    let Some(old) = planner.old.sequences.get(name) else { return };
    let goes = |id: ObjectId| planner.work.drops(&id);
    let owner = old.owned_by.as_ref();
    if owner.is_some_and(|(t, c)| {
        goes(ObjectId::Table(t.clone())) || goes(ObjectId::Column(t.clone(), c.clone()))
    }) {
        return;
    }
    let statement = Statement::Sequence(SequenceStatement::Drop(name.clone()));
    let step = Step::new(Phase::Drop, Operation::New, statement);
    let step = step.destroys([Fact::sequence(name), Fact::Relation(name.clone())]);
    // What counts a column is replaced along with that column's default.
    planner.push(match owner {
        Some(_) => step,
        None => step
            .hazard(Hazard::Loss(Destruction::Sequence(name.clone())))
            .hazard(Hazard::Breaks(format!("sequence {name} is gone"))),
    });
}

/// `OWNED BY`, once both are there.
pub(super) fn own(planner: &mut Planner<'_>, sequence: &Sequence) {
    let name = &sequence.name;
    let owner = sequence.owned_by.clone();
    let column = owner.as_ref().map(|(table, column)| Fact::column(table, column));
    let statement = Statement::Sequence(SequenceStatement::OwnedBy { name: name.clone(), owner });
    let step = Step::new(phase_of_owner(planner, sequence), Operation::New, statement);
    let step = step.needs([Fact::sequence(name)]).needs(column).provides([Fact::Owned(name.clone())]);
    let handed = hand_over(planner, sequence);
    // Its column could not go without taking it along.
    let held = planner.before.uses(&Fact::Owned(name.clone())).to_vec();
    let was_owned = planner.old.sequences.get(name).is_some_and(|old| old.owned_by.is_some());
    if sequence.owned_by.is_some() && (owner_goes(planner, name) || (handed.is_some() && was_owned)) {
        // The new owner may have to wait for the old one to go, whose names it takes.
        let statement = Statement::Sequence(SequenceStatement::OwnedBy { name: name.clone(), owner: None });
        let free = Step::new(Phase::Teardown, Operation::New, statement).releases(held);
        let freed = planner.push(free);
        let owned = planner.push(step);
        planner.graph.after(owned, freed);
        handed.into_iter().for_each(|handed| {
            planner.graph.after(handed, freed);
            planner.graph.after(owned, handed);
        });
    } else {
        let owned = planner.push(step.releases(held));
        handed.into_iter().for_each(|handed| planner.graph.after(owned, handed));
    }
}

/// `OWNER TO`, where the table belongs to somebody else than the sequence so far: PostgreSQL links only what has one owner.
fn hand_over(planner: &mut Planner<'_>, sequence: &Sequence) -> Option<usize> {
    let name = &sequence.name;
    let (table, _) = sequence.owned_by.as_ref()?;
    let role = |id: ObjectId| match planner.old.contains(&id) && !planner.work.creates(&id) {
        true => planner.old.owners.get(&id),
        false => None,
    };
    // One that belonged to another table has that table's owner.
    let before = planner.old.sequences.get(name).and_then(|old| old.owned_by.as_ref());
    let own = match before {
        Some((table, _)) => role(ObjectId::Table(table.clone())),
        None => role(ObjectId::Sequence(name.clone())),
    };
    let wanted = role(ObjectId::Table(table.clone()));
    if own == wanted {
        return None;
    }
    let statement = AccessStatement::Owner { on: Target::Sequence(name.clone()), role: wanted.cloned() };
    let step =
        Step::new(phase_of_owner(planner, sequence), Operation::ChangeOwner, Statement::Access(statement));
    Some(planner.push(step.needs([Fact::sequence(name)])))
}

/// Whether what the sequence belonged to goes.
fn owner_goes(planner: &Planner<'_>, name: &QName) -> bool {
    let owner = planner.old.sequences.get(name).and_then(|old| old.owned_by.as_ref());
    owner.is_some_and(|(table, column)| {
        let goes = |id: ObjectId| planner.work.drops(&id);
        goes(ObjectId::Table(table.clone())) || goes(ObjectId::Column(table.clone(), column.clone()))
    })
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
