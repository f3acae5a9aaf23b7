//! Composite types: what changes in place, and how their values are converted where nothing does.

use std::collections::BTreeSet;

use super::super::casts::conversion;
use super::super::closure::{is_stored, reach};
use super::super::fact::Fact;
use super::super::hazard::{Destruction, Hazard};
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use super::{swap, typed};
use crate::ddl::{
    AttributeAction, CompositeStatement, Converter, DefinitionStatement, Source, Statement, Target,
};
use crate::diff::Attribute;
use crate::model::{Builtin, Composite, CompositeAttribute, DefinitionId, ObjectId, QName, Type};

pub(super) fn alter(planner: &mut Planner<'_>, name: &QName) {
    let object = id(name);
    if planner.work.swapped.contains(&object) {
        return;
    }
    let (Some(old), Some(new)) = (planner.old.composite(name), planner.new.composite(name)) else { return };
    if planner.work.alters(&object, Attribute::Definition) {
        attributes(planner, old, new);
    }
    if planner.work.alters(&object, Attribute::Comment) || planner.work.alters(&object, Attribute::Definition)
    {
        comments(planner, Some(old), new);
    }
}

/// The comments that differ from those that were there.
pub(super) fn comments(planner: &mut Planner<'_>, old: Option<&Composite>, new: &Composite) {
    let name = &new.name;
    let fact = Fact::Object(id(name));
    if let Some(old) = old
        && old.comment != new.comment
    {
        let on = Target::Definition(DefinitionId::Composite(name.clone()));
        planner.comment(Phase::Type, on, fact.clone(), &new.comment);
    }
    for attribute in &new.attributes {
        let before =
            old.and_then(|old| find(old, &attribute.name)).and_then(|before| before.comment.as_ref());
        if before != attribute.comment.as_ref() {
            let on = Target::Column { table: name.clone(), name: attribute.name.clone() };
            let comment = planner.comment(Phase::Type, on, fact.clone(), &attribute.comment);
            planner.graph.steps[comment].behind = planner.graph.last_provider(&fact);
        }
    }
}

fn find<'c>(composite: &'c Composite, name: &str) -> Option<&'c CompositeAttribute> {
    composite.attributes.iter().find(|attribute| attribute.name == name)
}

/// Drops first, so that a name is free again; the order of what stays is that of the new type.
fn attributes(planner: &mut Planner<'_>, old: &Composite, new: &Composite) {
    let name = &new.name;
    let fact = Fact::Object(id(name));
    let mut previous = None;
    let gone = old.attributes.iter().filter(|before| find(new, &before.name).is_none());
    for before in gone {
        let mut step = step(name, AttributeAction::Drop(before.name.clone()));
        if is_stored(planner.before, &fact) {
            step = step.hazard(Hazard::Loss(Destruction::Column(name.clone(), before.name.clone())));
        }
        let step = step.releases(planner.before.uses(&fact).to_vec()).destroys(reach(planner.before, &fact));
        previous = chain(planner, name, previous, step);
    }
    for after in &new.attributes {
        let action = match find(old, &after.name) {
            None => AttributeAction::Add(after.clone()),
            Some(before) if (&before.ty, &before.collation) != (&after.ty, &after.collation) => {
                AttributeAction::Type(after.clone())
            }
            Some(_) => continue,
        };
        let retypes = matches!(action, AttributeAction::Type(_));
        let mut step = step(name, action).needs(planner.after.uses(&fact).to_vec()).provides([fact.clone()]);
        if retypes {
            step = step.releases(planner.before.uses(&fact).to_vec()).destroys(reach(planner.before, &fact));
        }
        previous = chain(planner, name, previous, step);
    }
}

fn step(name: &QName, action: AttributeAction) -> Step {
    let statement = CompositeStatement::Alter { name: name.clone(), action, cascade: false };
    let statement = Statement::Definition(DefinitionStatement::Composite(statement));
    Step::new(Phase::Type, Operation::New, statement)
}

/// The attributes of one type change one after the other.
fn chain(planner: &mut Planner<'_>, name: &QName, previous: Option<usize>, mut step: Step) -> Option<usize> {
    // Between two of one type the order is fixed here; their facts would only wait for each other.
    if previous.is_some() {
        step.destroys.clear();
    }
    step.provides.clear();
    let step = typed::cascade(planner, name, step);
    let pushed = planner.push(step);
    if let Some(previous) = previous {
        planner.graph.after(pushed, previous);
    }
    Some(pushed)
}

/// Whether `ALTER TYPE` can bring the attributes of the one to those of the other: what stays is in the same order, and
/// what is new comes last. PostgreSQL changes no attribute's type while something is stored of it.
pub(in super::super) fn in_place(old: &Composite, new: &Composite, stored: bool) -> bool {
    let kept: Vec<&CompositeAttribute> =
        old.attributes.iter().filter(|before| find(new, &before.name).is_some()).collect();
    let in_order = new.attributes.iter().zip(&kept).all(|(after, before)| after.name == before.name);
    let retyped = kept.iter().any(|before| {
        find(new, &before.name)
            .is_some_and(|after| (&before.ty, &before.collation) != (&after.ty, &after.collation))
    });
    in_order && !(retyped && stored)
}

/// Whether values of a type that takes the place of another need more than a cast through text: a composite with other
/// attributes is in it.
pub(super) fn needs_converter(planner: &Planner<'_>, ty: &Type) -> bool {
    converts(planner, ty, &mut BTreeSet::new())
}

/// A text may say that a type is made of itself: each is looked at once.
fn converts<'a>(planner: &Planner<'a>, ty: &'a Type, seen: &mut BTreeSet<&'a QName>) -> bool {
    let Some(name) = ty.user_type().filter(|name| seen.insert(name)) else { return false };
    if let Some(domain) = planner.old.domains.get(name) {
        return converts(planner, &domain.ty, seen);
    }
    let (Some(old), Some(new)) = (planner.old.composite(name), planner.new.composite(name)) else {
        return false;
    };
    if !planner.work.swapped.contains(&id(name)) {
        return false;
    }
    let shape = |composite: &Composite| -> Vec<(String, Type)> {
        composite.attributes.iter().map(|a| (a.name.clone(), a.ty.clone())).collect()
    };
    shape(old) != shape(new) || old.attributes.iter().any(|attribute| converts(planner, &attribute.ty, seen))
}

/// The functions that convert values of a swapped type, where something is stored of it: the steps that make them, and
/// those that drop them again.
pub(super) fn converters(planner: &mut Planner<'_>, name: &QName, aside: &QName) -> (Vec<usize>, Vec<usize>) {
    let fact = Fact::Object(id(name));
    let ty = Type::named(name.clone());
    let (Some(old), Some(new)) = (planner.old.composite(name), planner.new.composite(name)) else {
        return (Vec::new(), Vec::new());
    };
    if !is_stored(planner.before, &fact) || !needs_converter(planner, &ty) {
        return (Vec::new(), Vec::new());
    }
    let sources: Vec<Source> =
        new.attributes.iter().map(|after| source(planner, find(old, &after.name), after)).collect();
    let nested: Vec<Fact> = old
        .attributes
        .iter()
        .filter(|attribute| needs_converter(planner, &attribute.ty))
        .filter_map(|attribute| Some(Fact::Converter(attribute.ty.user_type()?.clone())))
        .collect();
    let arrays = uses_array(planner, name);
    let lost: Vec<&CompositeAttribute> =
        old.attributes.iter().filter(|before| find(new, &before.name).is_none()).collect();
    let (mut made, mut gone) = (Vec::new(), Vec::new());
    for array in [false, true].into_iter().filter(|array| !array || arrays) {
        let converter =
            Converter { from: aside.clone(), to: name.clone(), attributes: sources.clone(), array };
        let mut step = statement(Phase::Type, CompositeStatement::Converter(converter));
        step = step.needs([fact.clone()]).provides([Fact::Converter(name.clone())]);
        if !array {
            step = step.needs(nested.clone());
            for before in &lost {
                step = step.hazard(Hazard::Loss(Destruction::Column(name.clone(), before.name.clone())));
            }
        }
        let step = planner.push(step);
        if let Some(first) = made.first() {
            planner.graph.after(step, *first);
        }
        made.push(step);
        let from = if array { Type::named(aside.clone()).array() } else { Type::named(aside.clone()) };
        let drop = statement(Phase::Drop, CompositeStatement::DropConverter { from });
        gone.push(planner.push(drop.destroys([Fact::Aside(name.clone())])));
    }
    (made, gone)
}

fn statement(phase: Phase, statement: CompositeStatement) -> Step {
    Step::new(phase, Operation::New, Statement::Definition(DefinitionStatement::Composite(statement)))
}

/// Whether something is stored of an array of the type.
fn uses_array(planner: &Planner<'_>, name: &QName) -> bool {
    let is = |ty: &Type| matches!(ty, Type::Array(_)) && ty.user_type() == Some(name);
    let columns = planner.old.tables.values().flat_map(|table| table.columns.iter()).map(|column| &column.ty);
    let domains = planner.old.domains.values().map(|domain| &domain.ty);
    let attributes = planner.old.definitions.keys().filter_map(|id| match id {
        DefinitionId::Composite(name) => planner.old.composite(name),
        _ => None,
    });
    columns.chain(domains).any(is) || attributes.flat_map(|c| c.attributes.iter()).any(|a| is(&a.ty))
}

/// Where an attribute of the new type comes from.
fn source(planner: &Planner<'_>, before: Option<&CompositeAttribute>, after: &CompositeAttribute) -> Source {
    let Some(before) = before else { return Source::Null };
    let name = before.name.clone();
    if needs_converter(planner, &before.ty) && before.ty == after.ty {
        return Source::Convert(name);
    }
    if swap::is_swapped(planner, &before.ty) || swap::is_swapped(planner, &after.ty) {
        let text = Type::Builtin(Builtin::Text);
        let array = matches!(before.ty, Type::Array(_));
        return Source::Cast(name, vec![if array { text.array() } else { text }, after.ty.clone()]);
    }
    if before.ty == after.ty {
        return Source::Cast(name, Vec::new());
    }
    let conversion = conversion((planner.old, &before.ty), (planner.new, &after.ty));
    let through = if conversion.using.is_empty() { vec![after.ty.clone()] } else { conversion.using };
    Source::Cast(name, through)
}

fn id(name: &QName) -> ObjectId {
    ObjectId::Definition(DefinitionId::Composite(name.clone()))
}
