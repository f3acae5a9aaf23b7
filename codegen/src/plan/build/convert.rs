//! The change of a column's type.

use super::super::casts::{Conversion, Effect, conversion};
use super::super::fact::Fact;
use super::super::hazard::{Destruction, Hazard};
use super::super::lock::Operation;
use super::super::planner::Planner;
use super::super::step::{Phase, Step};
use super::{column, composite, swap};
use crate::ddl::{ColumnAction, DataStatement, Statement};
use crate::model::{Builtin, Column, QName, Type};

/// One column's change of type or collation.
pub(super) struct Change {
    table: QName,
    column: String,
    from: Type,
    to: Type,
    action: ColumnAction,
    conversion: Conversion,
}

impl Change {
    /// Works out what the change takes.
    pub(super) fn of(planner: &Planner<'_>, table: &QName, old: &Column, new: &Column) -> Self {
        let mut conversion = conversion((planner.old, &old.ty), (planner.new, &new.ty));
        if let Some(using) = through_text(planner, &old.ty, &new.ty) {
            conversion.using = using;
            conversion.rewrites = true;
            conversion.effect = Effect::Parses;
            conversion.same = false;
        }
        if new.generated.is_some() {
            conversion.using.clear();
        }
        let (ty, collation) = (new.ty.clone(), new.collation.clone());
        let converted =
            new.generated.is_none() && old.ty == new.ty && composite::needs_converter(planner, &old.ty);
        let action = match converted {
            true => ColumnAction::Convert { ty, collation },
            false => ColumnAction::SetType { ty, collation, using: conversion.using.clone() },
        };
        let (from, to) = (old.ty.clone(), new.ty.clone());
        Self { table: table.clone(), column: new.name.clone(), from, to, action, conversion }
    }

    /// Whether the default has to be out of the way: PostgreSQL would have to cast it and cannot, or would keep a
    /// literal of the old type.
    pub(super) fn disturbs_default(&self, old: &Column, new: &Column) -> bool {
        let literal = old.default.as_ref().is_some_and(|default| default.canonical.starts_with('\''));
        let retyped = !self.conversion.same && (literal || !self.conversion.using.is_empty());
        let changed = !self.conversion.same && old.default != new.default;
        retyped || changed
    }

    /// Adds the step; returns its index.
    pub(super) fn push(self, planner: &mut Planner<'_>) -> usize {
        let Self { table, column: name, from, to, action, conversion } = self;
        let zone = changes_zone(&from, &to).then(|| utc(planner));
        let operation =
            if conversion.rewrites { Operation::ChangeTypeRewriting } else { Operation::ChangeType };
        let fact = Fact::column(&table, &name);
        let converter = match &action {
            ColumnAction::Convert { ty, collation: _ } => ty.user_type().cloned().map(Fact::Converter),
            _ => None,
        };
        let mut step = column::action_step(planner, Phase::Column, operation, &table, &name, action);
        step = step.needs(converter);
        step = step.needs(planner.after.uses(&fact).to_vec()).provides([fact.clone()]);
        step = step.releases(swap::releases(planner, &fact)).destroys([fact]);
        if planner.is_existing(&table) {
            if zone.is_some() {
                step = step.hazard(Hazard::Remark(format!("the values of {table}.{name} are taken as UTC")));
            }
            if conversion.rewrites {
                let because = if from == to {
                    format!("{to} is a new type under its old name")
                } else {
                    format!("{name} changes from {from} to {to}")
                };
                step = step.hazard(Hazard::Rewrite { table: table.clone(), because });
            }
            if from != to && !conversion.same && !(is_text(&from) && is_text(&to)) {
                let broken = format!("{table}.{name} becomes {to}, which code that expects {from} fails on");
                step = step.hazard(Hazard::Breaks(broken));
            }
            match conversion.effect {
                Effect::Keeps => {}
                Effect::Parses if from == to => {}
                Effect::Parses => {
                    step = step
                        .hazard(Hazard::Fails(format!("a value of {table}.{name} may not be a valid {to}")));
                }
                Effect::Narrows => {
                    let narrowed = Destruction::Narrowed { table, column: name, from, to };
                    step = step.hazard(Hazard::Loss(narrowed));
                }
            }
        }
        let changed = planner.push(step);
        if let Some(zone) = zone {
            planner.graph.after(changed, zone);
        }
        changed
    }
}

/// Whether one type has a time zone and the other has none.
fn changes_zone(from: &Type, to: &Type) -> bool {
    match (from.element(), to.element()) {
        (Type::Timestamp { zone: from, .. }, Type::Timestamp { zone: to, .. }) => from != to,
        _ => false,
    }
}

/// Whether clients read and write it as text, whatever its length.
fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::Builtin(Builtin::Text) | Type::Varchar(_))
}

/// The step that fixes the time zone of the session, once.
fn utc(planner: &mut Planner<'_>) -> usize {
    let statement = Statement::Data(DataStatement::Utc);
    match planner.graph.steps.iter().position(|step| step.statement == statement) {
        Some(step) => step,
        None => planner.push(Step::new(Phase::Teardown, Operation::New, statement)),
    }
}

/// From a type that stands aside to the one that took its name there is no cast but through text.
fn through_text(planner: &Planner<'_>, old: &Type, new: &Type) -> Option<Vec<Type>> {
    let name = old.user_type().filter(|name| new.user_type() == Some(name))?;
    if !swap::is_swapped(planner, &Type::named(name.clone())) {
        return None;
    }
    let text = Type::Builtin(Builtin::Text);
    let array = matches!(old, Type::Array(_));
    Some(vec![if array { text.array() } else { text }, new.clone()])
}
