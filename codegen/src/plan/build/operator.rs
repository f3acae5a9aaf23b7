//! Operators and operator families: what changes in place.

use super::super::fact::Fact;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{DefinitionStatement, OperatorStatement, Statement};
use crate::diff::{Attribute, OPERATOR_OPTIONS};
use crate::model::{Definition, DefinitionId, Expr, ObjectId};

/// What a family that was just made lacks.
pub(super) fn fill(planner: &mut Planner<'_>, new: &Definition) {
    if let Definition::OperatorFamily(family) = new
        && !family.items.is_empty()
    {
        add(planner, &new.id(), family.items.clone());
    }
}

pub(super) fn alter(planner: &mut Planner<'_>, old: &Definition, new: &Definition) {
    let id = new.id();
    if !planner.work.alters(&ObjectId::Definition(id.clone()), Attribute::Definition) {
        return;
    }
    match (old, new) {
        (Definition::Operator(old), Definition::Operator(new)) => {
            let options = OPERATOR_OPTIONS
                .iter()
                .filter(|option| old.options.get(**option) != new.options.get(**option));
            let options = options
                .map(|option| ((*option).to_owned(), new.options.get(*option).cloned().unwrap_or_default()))
                .collect();
            push(planner, &id, OperatorStatement::Set { id: id.clone(), options });
        }
        (Definition::OperatorFamily(old), Definition::OperatorFamily(new)) => {
            let gone: Vec<Expr> =
                old.items.iter().filter(|item| !new.items.contains(item)).cloned().collect();
            let came: Vec<Expr> =
                new.items.iter().filter(|item| !old.items.contains(item)).cloned().collect();
            let removed = (!gone.is_empty()).then(|| {
                let statement = OperatorStatement::Remove { id: id.clone(), items: gone };
                let step = step(statement).releases(planner.before.uses(&fact(&id)).to_vec());
                planner.push(step)
            });
            if !came.is_empty() {
                let added = add(planner, &id, came);
                removed.into_iter().for_each(|removed| planner.graph.after(added, removed));
            }
        }
        _ => {}
    }
}

fn add(planner: &mut Planner<'_>, id: &DefinitionId, items: Vec<Expr>) -> usize {
    push(planner, id, OperatorStatement::Add { id: id.clone(), items })
}

fn push(planner: &mut Planner<'_>, id: &DefinitionId, statement: OperatorStatement) -> usize {
    let needs = planner.after.uses(&fact(id)).to_vec();
    planner.push(step(statement).needs(needs).needs([fact(id)]))
}

fn step(statement: OperatorStatement) -> Step {
    let statement = Statement::Definition(DefinitionStatement::Operator(statement));
    Step::new(Phase::Operator, Operation::New, statement)
}

fn fact(id: &DefinitionId) -> Fact {
    Fact::Object(ObjectId::Definition(id.clone()))
}
