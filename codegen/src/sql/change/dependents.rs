//! Views, rules, policies and triggers that hold on to something: dropping that is an error that lists them, or takes
//! them along with `CASCADE`.

use std::ops::Range;

use super::super::cursor::{Cursor, Parsed};
use super::super::fold::Fold;
use super::super::{belonging, queries, trigger};
use super::drop_view;
use crate::model::{Definition, DefinitionId, Expr, Mention, ObjectId, QName, Schema};
use crate::report::{Code, Diagnostic};

/// What holds on to a table or view, apart from what is its own.
pub(in crate::sql) fn of_relation(schema: &Schema, name: &QName) -> Vec<ObjectId> {
    let reads = |query: &Expr| {
        super::may_mention(query, &name.name)
            && queries::relations(query).iter().any(|parts| is_named(schema, parts, name))
    };
    users(schema, name, |query, _| reads(query), |_| false)
}

/// What holds on to a column, as far as a text says so for sure: what `*` meant when a view was made, nobody knows here.
pub(in crate::sql) fn of_column(schema: &Schema, table: &QName, column: &str) -> Vec<ObjectId> {
    let elsewhere = |parts: &[String]| {
        let other = schema.tables.iter().find(|(name, _)| is_named(schema, parts, name));
        other.is_none_or(|(_, other)| other.columns.contains(column))
    };
    let uses = |query: &Expr, relation: Option<&QName>| {
        let own = relation == Some(table);
        super::may_mention(query, column) && queries::uses_column(query, (table, own), column, elsewhere)
    };
    let names = |definition: &Definition| match definition {
        Definition::Trigger(trigger) => trigger.relation == *table && trigger::uses(trigger, column),
        _ => false,
    };
    let mut users: Vec<ObjectId> = users(schema, table, uses, names);
    let own = schema.definitions_of(table).filter(|definition| match definition {
        Definition::Trigger(trigger) => trigger::uses(trigger, column),
        Definition::Rule(_) | Definition::Policy(_) => {
            let mut found = false;
            texts(definition, &mut |text| found |= uses(text, Some(table)));
            found
        }
        _ => false,
    });
    users.extend(own.map(|definition| ObjectId::Definition(definition.id())));
    users
}

/// The triggers and event triggers that call a function.
pub(in crate::sql) fn of_function(schema: &Schema, name: &QName) -> Vec<ObjectId> {
    let calls = |definition: &&Definition| match definition {
        Definition::Trigger(trigger) => trigger.function == *name,
        Definition::EventTrigger(trigger) => trigger.function == *name,
        _ => false,
    };
    schema.definitions.values().filter(calls).map(|user| ObjectId::Definition(user.id())).collect()
}

/// The views, and the rules, policies and triggers of other relations, of which something holds.
fn users(
    schema: &Schema,
    own: &QName,
    uses: impl Fn(&Expr, Option<&QName>) -> bool,
    names: impl Fn(&Definition) -> bool,
) -> Vec<ObjectId> {
    let views = schema.views.values().filter(|view| view.name != *own && uses(&view.query, None));
    let mut found: Vec<ObjectId> = views.map(|view| ObjectId::View(view.name.clone())).collect();
    for (id, definition) in &schema.definitions {
        if id.relation().is_none_or(|relation| relation == own) {
            continue;
        }
        let mut used = names(definition);
        texts(definition, &mut |text| used |= uses(text, id.relation()));
        if used {
            found.push(ObjectId::Definition(id.clone()));
        }
    }
    found
}

/// The queries and conditions of a rule or policy.
fn texts(definition: &Definition, visit: &mut dyn FnMut(&Expr)) {
    if matches!(definition, Definition::Rule(_) | Definition::Policy(_)) {
        definition.clone().mentions(&mut |mention| match mention {
            Mention::Expr(text) | Mention::Query(text) => visit(text),
            Mention::Relation(_) | Mention::Column(_) | Mention::Type(_) | Mention::Function(_) => {}
        });
    }
}

/// Whether these parts mean that relation. A bare name means the one in `public`, where there is one.
fn is_named(schema: &Schema, parts: &[String], relation: &QName) -> bool {
    match parts {
        [name] => {
            let public = QName::public(name.clone());
            let taken = schema.tables.contains_key(&public) || schema.views.contains_key(&public);
            *name == relation.name && (relation.namespace == "public" || !taken)
        }
        [namespace, name] => *namespace == relation.namespace && *name == relation.name,
        _ => false,
    }
}

/// An error that lists what is in the way.
pub(in crate::sql) fn refuse(c: &Cursor<'_>, at: Range<usize>, what: &str, users: &[ObjectId]) -> Parsed<()> {
    if users.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = users.iter().map(|user| format!("{} `{user}`", user.kind())).collect();
    let verb = if users.len() == 1 { "needs" } else { "need" };
    let message = format!("{what} cannot be dropped: {} {verb} it", list.join(", "));
    Err(Box::new(
        Diagnostic::new(Code::Invalid, message)
            .at(c.place(at), "")
            .help("drop what needs it first, or write CASCADE"),
    ))
}

/// Drops what goes with something, and what holds on to that.
pub(in crate::sql) fn take_along(fold: &mut Fold, users: Vec<ObjectId>) {
    for user in users {
        match user {
            ObjectId::View(name) => drop_view(fold, &name, true),
            ObjectId::Definition(
                id @ (DefinitionId::Rule(..)
                | DefinitionId::Policy(..)
                | DefinitionId::Trigger(..)
                | DefinitionId::EventTrigger(_)),
            ) => belonging::remove(fold, &id),
            _ => {}
        }
    }
}
