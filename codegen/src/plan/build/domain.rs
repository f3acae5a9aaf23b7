//! Domains.

use super::super::fact::Fact;
use super::super::hazard::Hazard;
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use crate::ddl::{DomainAction, DomainStatement, Rename, Statement, Target};
use crate::diff::Attribute;
use crate::model::{Domain, DomainCheck, ObjectId, QName};

pub(super) fn create(planner: &mut Planner<'_>, name: &QName) {
    let Some(new) = planner.new.domains.get(name) else { return };
    let statement = Statement::Domain(DomainStatement::Create(new.clone()));
    let step = Step::new(Phase::Type, Operation::New, statement);
    let step = step.needs(planner.after.uses(&fact(name)).to_vec());
    planner.push(step.provides([fact(name), Fact::TypeName(name.clone())]));
    comments(planner, new);
}

/// The comments of a domain that was just made.
fn comments(planner: &mut Planner<'_>, domain: &Domain) {
    let name = &domain.name;
    planner.comment_new(Phase::Type, Target::Domain(name.clone()), fact(name), &domain.comment);
    for (check, on) in &domain.checks {
        let target = Target::DomainCheck { domain: name.clone(), name: check.clone() };
        planner.comment_new(Phase::Type, target, fact(name), &on.comment);
    }
}

pub(super) fn alter(planner: &mut Planner<'_>, name: &QName) {
    let (Some(old), Some(new)) = (planner.old.domains.get(name), planner.new.domains.get(name)) else {
        return;
    };
    let id = ObjectId::Domain(name.clone());
    if planner.work.swapped.contains(&id) {
        return;
    }
    let again = planner.work.domains.contains(name);
    if planner.work.alters(&id, Attribute::Default) || again {
        default(planner, old, new, again);
    }
    if planner.work.alters(&id, Attribute::NotNull) {
        not_null(planner, old, new);
    }
    if planner.work.alters(&id, Attribute::Checks) || again {
        checks(planner, old, new, again);
    }
    if planner.work.alters(&id, Attribute::Comment) {
        planner.comment(Phase::Type, Target::Domain(name.clone()), fact(name), &new.comment);
    }
}

fn not_null(planner: &mut Planner<'_>, old: &Domain, new: &Domain) {
    let name = &new.name;
    if let (Some(from), Some(to)) = (old.not_null_constraint(), new.not_null_constraint()) {
        let object = Target::DomainCheck { domain: name.clone(), name: from };
        let statement = Statement::Rename(Rename::To { object, name: to });
        let renamed = Step::new(Phase::Type, Operation::New, statement);
        planner.push(renamed.needs(planner.after.uses(&fact(name)).to_vec()));
    } else if new.not_null {
        let action = DomainAction::SetNotNull(new.not_null_name.clone());
        let step = step(planner, Phase::Type, name, action);
        let fails = Hazard::Fails(format!("a value of {name} is null where it must not be any more"));
        let breaks = Hazard::Breaks(format!("statements that leave a {name} null fail"));
        planner.push(step.hazard(fails).hazard(breaks));
    } else {
        let step = step(planner, Phase::Type, name, DomainAction::DropNotNull);
        planner.push(step);
    }
}

pub(super) fn drop(planner: &mut Planner<'_>, name: &QName) {
    let statement = Statement::Domain(DomainStatement::Drop(name.clone()));
    let step = Step::new(Phase::Drop, Operation::New, statement);
    let step = step.hazard(Hazard::Breaks(format!("domain {name} is gone")));
    let step = step.releases(planner.before.uses(&fact(name)).to_vec());
    planner.push(step.destroys([fact(name), Fact::TypeName(name.clone())]));
}

/// An `ALTER DOMAIN` step. One that takes away lets go of what the domain used before; any other waits for what it
/// uses afterwards.
fn step(planner: &Planner<'_>, phase: Phase, name: &QName, action: DomainAction) -> Step {
    let takes_away = match &action {
        DomainAction::DropDefault | DomainAction::DropCheck(_) | DomainAction::DropNotNull => true,
        DomainAction::SetDefault(_)
        | DomainAction::SetNotNull(_)
        | DomainAction::AddCheck { .. }
        | DomainAction::Validate(_) => false,
    };
    let statement = DomainStatement::Alter { name: name.clone(), action };
    let step = Step::new(phase, Operation::New, Statement::Domain(statement));
    if takes_away {
        step.releases(planner.before.uses(&fact(name)).to_vec())
    } else {
        step.needs(planner.after.uses(&fact(name)).to_vec())
    }
}

fn default(planner: &mut Planner<'_>, old: &Domain, new: &Domain, again: bool) {
    let first = old.default.as_ref().filter(|_| again || new.default.is_none());
    let dropped = first.map(|_| {
        let step = step(planner, Phase::Type, &new.name, DomainAction::DropDefault);
        planner.push(step)
    });
    if let Some(expr) = new.default.clone() {
        let step = step(planner, Phase::Type, &new.name, DomainAction::SetDefault(expr));
        let set = planner.push(step);
        if let Some(dropped) = dropped {
            planner.graph.after(set, dropped);
        }
    }
}

fn checks(planner: &mut Planner<'_>, old: &Domain, new: &Domain, again: bool) {
    let name = &new.name;
    let mut dropped = None;
    for check in old.checks.iter().filter(|(check, on)| again || !stays(on, new.checks.get(*check))) {
        let action = DomainAction::DropCheck(check.0.clone());
        let step = step(planner, Phase::Type, name, action);
        dropped = Some(planner.push(step));
    }
    for (check, on) in &new.checks {
        let target = Target::DomainCheck { domain: name.clone(), name: check.clone() };
        match old.checks.get(check).filter(|before| !again && stays(before, Some(on))) {
            None => {
                let added = add_check(planner, name, check, on);
                if let Some(dropped) = dropped {
                    planner.graph.after(added, dropped);
                }
                if on.comment.is_some() {
                    let comment = planner.comment(Phase::Type, target, fact(name), &on.comment);
                    planner.graph.after(comment, added);
                    planner.graph.steps[comment].behind = Some(added);
                }
            }
            Some(before) => {
                if before.not_valid && !on.not_valid {
                    let action = DomainAction::Validate(check.clone());
                    let step = step(planner, Phase::Validate, name, action);
                    planner.push(step);
                }
                if before.comment != on.comment {
                    planner.comment(Phase::Type, target, fact(name), &on.comment);
                }
            }
        }
    }
}

/// Whether a check stays, validated at most.
fn stays(old: &DomainCheck, new: Option<&DomainCheck>) -> bool {
    new.is_some_and(|new| old.expr == new.expr && (old.not_valid || !new.not_valid))
}

/// Values that are stored already are looked at in a later transaction.
fn add_check(planner: &mut Planner<'_>, domain: &QName, name: &str, check: &DomainCheck) -> usize {
    let online = !planner.options.offline;
    let mut added = check.clone();
    added.not_valid |= online;
    let action = DomainAction::AddCheck { name: name.to_owned(), check: added };
    let added = planner.push(step(planner, Phase::Type, domain, action));
    if online && !check.not_valid {
        let action = DomainAction::Validate(name.to_owned());
        let validated = planner.push(step(planner, Phase::Validate, domain, action));
        planner.graph.after_commit(validated, added);
    }
    added
}

fn fact(name: &QName) -> Fact {
    Fact::Object(ObjectId::Domain(name.clone()))
}
