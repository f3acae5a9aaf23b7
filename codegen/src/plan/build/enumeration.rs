//! Enums.

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{EnumStatement, Neighbour, Statement, Target};
use crate::diff::Attribute;
use crate::model::{ObjectId, QName};

pub(super) fn create(planner: &mut Planner<'_>, name: &QName) {
    let Some(new) = planner.new.enums.get(name) else { return };
    let statement = Statement::Enum(EnumStatement::Create(new.clone()));
    let step = Step::new(Phase::Type, Operation::New, statement);
    planner.push(step.provides([fact(name), Fact::TypeName(name.clone())]));
    planner.comment_new(Phase::Type, Target::Enum(name.clone()), fact(name), &new.comment);
}

pub(super) fn alter(planner: &mut Planner<'_>, name: &QName) {
    let id = ObjectId::Enum(name.clone());
    // A new type of that name brings its values and its comment along.
    if planner.work.swapped.contains(&id) {
        return;
    }
    let (Some(old), Some(new)) = (planner.old.enums.get(name), planner.new.enums.get(name)) else { return };
    for (value, place) in added(&old.values, &new.values) {
        let statement = EnumStatement::AddValue { name: name.clone(), value, place };
        planner.push(Step::new(Phase::EnumValue, Operation::New, Statement::Enum(statement)));
    }
    if planner.work.alters(&id, Attribute::Comment) {
        planner.comment(Phase::Type, Target::Enum(name.clone()), fact(name), &new.comment);
    }
}

pub(super) fn drop(planner: &mut Planner<'_>, name: &QName) {
    let statement = Statement::Enum(EnumStatement::Drop(name.clone()));
    let step = Step::new(Phase::Drop, Operation::New, statement);
    let step = step.hazard(Hazard::Breaks(format!("enum {name} is gone")));
    planner.push(step.destroys([fact(name), Fact::TypeName(name.clone())]));
}

fn fact(name: &QName) -> Fact {
    Fact::Object(ObjectId::Enum(name.clone()))
}

/// Whether every old value is still there, in the old order: then the new ones can be added one by one.
pub(in super::super) fn only_adds(old: &[String], new: &[String]) -> bool {
    let mut kept = new.iter();
    old.iter().all(|value| kept.any(|other| other == value))
}

/// The values to add, each beside one that is there by then.
fn added(old: &[String], new: &[String]) -> Vec<(String, Option<Neighbour>)> {
    let mut added = Vec::new();
    let last_kept = new.iter().rposition(|value| old.contains(value));
    for (at, value) in new.iter().enumerate().filter(|(_, value)| !old.contains(value)) {
        let place = match (at.checked_sub(1).map(|before| &new[before]), last_kept) {
            _ if last_kept.is_none_or(|kept| at > kept) => None,
            (Some(before), _) => Some(Neighbour::After(before.clone())),
            (None, _) => old.first().map(|first| Neighbour::Before(first.clone())),
        };
        added.push((value.clone(), place));
    }
    added
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn each_value_is_added_beside_one_that_is_there() {
        let added = added(&words("b d"), &words("a b c d e f"));
        let places: Vec<Option<Neighbour>> = added.into_iter().map(|(_, place)| place).collect();
        let before = Neighbour::Before("b".to_owned());
        let after = Neighbour::After("b".to_owned());
        assert_eq!(places, [Some(before), Some(after), None, None]);
        assert!(only_adds(&words("a c"), &words("a b c")) && !only_adds(&words("a c"), &words("c a")));
    }
}
