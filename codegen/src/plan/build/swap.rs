//! A new type under the name of an old one: an enum that loses or reorders values, a domain over another type, a composite
//! or range type that PostgreSQL cannot change in place.
//!
//! ```text
//! guard: no row holds a value that goes
//! ALTER TYPE status RENAME TO status_old
//! CREATE TYPE status ..
//! ALTER TABLE .. ALTER COLUMN .. TYPE status USING status::text::status     (by the columns themselves)
//! DROP TYPE status_old
//! ```

use super::super::fact::Fact;
use super::super::hazard::{Destruction, Hazard};
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use super::{composite, definition, domain, enumeration};
use crate::ddl::{
    DataStatement, DefinitionStatement, DomainStatement, EnumStatement, RangeStatement, Rename, Statement,
    Target,
};
use crate::model::{Builtin, DefinitionId, ObjectId, QName, Type};
use crate::name::with_suffix;

pub(super) fn swap(planner: &mut Planner<'_>, id: &ObjectId) {
    let (name, target) = match id {
        ObjectId::Enum(name) => (name, Target::Enum(name.clone())),
        ObjectId::Domain(name) => (name, Target::Domain(name.clone())),
        ObjectId::Definition(
            own @ (DefinitionId::Composite(name) | DefinitionId::Range(name) | DefinitionId::Collation(name)),
        ) => (name, Target::Definition(own.clone())),
        ObjectId::Namespace(_)
        | ObjectId::Extension(_)
        | ObjectId::Sequence(_)
        | ObjectId::Table(_)
        | ObjectId::Column(..)
        | ObjectId::Constraint(..)
        | ObjectId::Index(..)
        | ObjectId::View(_)
        | ObjectId::Function(..)
        | ObjectId::Publication(_)
        | ObjectId::Definition(_) => return,
    };
    let guards = guard(planner, name);
    let aside = free_name(planner, name);
    let renamed = step_aside(planner, id, target, name, &aside.name);
    guards.into_iter().for_each(|guard| planner.graph.after(renamed, guard));
    let (mut made, mut gone) = (Vec::new(), Vec::new());
    let statement = match id {
        ObjectId::Domain(_) => {
            domain::create(planner, name);
            Statement::Domain(DomainStatement::Drop(aside))
        }
        ObjectId::Definition(own) => {
            definition::create(planner, own);
            (made, gone) = composite::converters(planner, name, &aside);
            Statement::Definition(DefinitionStatement::Drop(own.clone().with_qname(aside)))
        }
        _ => {
            enumeration::create(planner, name);
            Statement::Enum(EnumStatement::Drop(aside))
        }
    };
    made.into_iter().for_each(|made| planner.graph.after(made, renamed));
    let mut step = Step::new(Phase::Drop, Operation::New, statement);
    step = step.destroys([Fact::Aside(name.clone())]).releases(releases(planner, &Fact::Object(id.clone())));
    for value in lost(planner, name) {
        let broken = format!("enum {name} has no '{value}' any more");
        step = step.hazard(Hazard::Loss(Destruction::EnumValue(name.clone(), value)));
        step = step.hazard(Hazard::Breaks(broken));
    }
    let dropped = planner.push(step);
    planner.graph.after(dropped, renamed);
    gone.into_iter().for_each(|gone| planner.graph.after(dropped, gone));
}

/// The old type under its name aside; the multirange type of a range steps aside with it.
fn step_aside(planner: &mut Planner<'_>, id: &ObjectId, target: Target, name: &QName, aside: &str) -> usize {
    let rename = Rename::To { object: target, name: aside.to_owned() };
    let step = Step::new(Phase::Type, Operation::New, Statement::Rename(rename));
    let step = step.destroys([Fact::Object(id.clone()), Fact::TypeName(name.clone())]);
    let renamed = planner.push(step);
    if let Some(range) = planner.old.range(name) {
        let multirange = range.multirange.clone();
        let object = Target::Definition(DefinitionId::Range(multirange.clone()));
        let rename = Rename::To { object, name: free_name(planner, &multirange).name };
        let step = Step::new(Phase::Type, Operation::New, Statement::Rename(rename));
        let step = step.destroys([Fact::Object(id.clone()), Fact::TypeName(multirange)]);
        planner.push(step);
        constructors(planner, name, aside);
    }
    renamed
}

/// The functions that make values of a range type keep their names when the type gets another one, and would be in the
/// way of the new type's, or be called in their stead; those that take the old type itself are not.
fn constructors(planner: &mut Planner<'_>, name: &QName, aside: &str) {
    let Some(old) = planner.old.range(name) else { return };
    let bounds = [old.subtype.clone(), old.subtype.clone()];
    let in_the_way = [
        (name.clone(), bounds.iter().cloned().chain([Type::Builtin(Builtin::Text)]).collect()),
        (name.clone(), bounds.to_vec()),
        (old.multirange.clone(), Vec::new()),
    ];
    for (name, arguments) in in_the_way {
        let statement =
            RangeStatement::RenameConstructor { name: name.clone(), arguments, to: aside.to_owned() };
        let statement = Statement::Definition(DefinitionStatement::Range(statement));
        let step = Step::new(Phase::Type, Operation::New, statement);
        planner.push(step.destroys([Fact::TypeName(name)]));
    }
}

/// Whether a new type takes the name of this one, or of the one that it is an array of.
pub(super) fn is_swapped(planner: &Planner<'_>, ty: &Type) -> bool {
    ty.user_type().is_some_and(|name| swapped_as(planner, name).is_some())
}

/// The id under which a type is swapped, by its name or the name of its multirange type.
fn swapped_as(planner: &Planner<'_>, name: &QName) -> Option<ObjectId> {
    let range = planner.old.range_of_multirange(name).map_or(name, |range| &range.name);
    let candidates = [
        ObjectId::Enum(name.clone()),
        ObjectId::Domain(name.clone()),
        ObjectId::Definition(DefinitionId::Composite(name.clone())),
        ObjectId::Definition(DefinitionId::Range(range.clone())),
    ];
    candidates.into_iter().find(|id| planner.work.swapped.contains(id))
}

/// What something lets go of: a type that stands aside counts under its new name.
pub(super) fn releases(planner: &Planner<'_>, fact: &Fact) -> Vec<Fact> {
    let aside = |used: &Fact| match used {
        Fact::Object(
            id @ (ObjectId::Enum(name)
            | ObjectId::Domain(name)
            | ObjectId::Definition(
                DefinitionId::Composite(name) | DefinitionId::Range(name) | DefinitionId::Collation(name),
            )),
        ) if planner.work.swapped.contains(id) => Fact::Aside(name.clone()),
        other => other.clone(),
    };
    planner.before.uses(fact).iter().map(aside).collect()
}

/// A free name for the old type.
fn free_name(planner: &Planner<'_>, name: &QName) -> QName {
    let mut aside = name.sibling(with_suffix(&name.name, "_old"));
    let taken = |name: &QName| {
        let schemas = [planner.old, planner.new];
        schemas.iter().any(|schema| {
            schema.enums.contains_key(name)
                || schema.domains.contains_key(name)
                || schema.definitions.contains_key(&DefinitionId::Collation(name.clone()))
                || schema.composite(name).is_some()
                || schema.range(name).is_some()
                || schema.range_of_multirange(name).is_some()
                || schema.tables.contains_key(name)
                || schema.views.contains_key(name)
        })
    };
    let mut number = 1;
    while taken(&aside) {
        number += 1;
        aside = name.sibling(with_suffix(&name.name, &format!("_old{number}")));
    }
    aside
}

/// The values that an enum loses.
fn lost(planner: &Planner<'_>, name: &QName) -> Vec<String> {
    let (Some(old), Some(new)) = (planner.old.enums.get(name), planner.new.enums.get(name)) else {
        return Vec::new();
    };
    old.values.iter().filter(|value| !new.values.contains(value)).cloned().collect()
}

/// Before anything is touched: no row may hold a value that goes.
fn guard(planner: &mut Planner<'_>, name: &QName) -> Vec<usize> {
    let values = lost(planner, name);
    if values.is_empty() || planner.options.offline {
        return Vec::new();
    }
    let fact = Fact::Object(ObjectId::Enum(name.clone()));
    let mut guards = Vec::new();
    for user in planner.before.users(&fact) {
        let Fact::Object(id @ ObjectId::Column(table, column)) = user else { continue };
        let old = planner.old.tables.get(table).and_then(|t| t.columns.get(column));
        let Some(old) = old.filter(|_| planner.new.contains(id) && planner.is_existing(table)) else {
            continue;
        };
        // Whoever looks at a partitioned table sees its partitions.
        if planner.old.tables.get(table).is_some_and(|table| table.partition.is_some()) {
            continue;
        }
        // Not a column that is merely generated from values of the enum.
        if old.ty.user_type() != Some(name) || old.generated.is_some() {
            continue;
        }
        let statement = DataStatement::GuardEnum {
            table: table.clone(),
            column: column.clone(),
            array: matches!(old.ty, Type::Array(_)),
            name: name.clone(),
            values: values.clone(),
        };
        let step = Step::new(Phase::Type, Operation::ReadRows, Statement::Data(statement));
        guards.push(planner.push(step));
    }
    guards
}
