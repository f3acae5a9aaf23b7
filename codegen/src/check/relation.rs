//! Tables, views, sequences, indexes and the indexes behind constraints share one set of names per namespace, as do
//! enums, domains and the row types of tables.

use std::collections::BTreeMap;

use super::{Checker, table_id};
use crate::model::{ConstraintKind, DefinitionId, ObjectId, QName, Schema};
use crate::report::{Code, Diagnostic};

pub(super) fn check(checker: &mut Checker<'_>) {
    let schema = &checker.described.schema;
    let types = schema.enums.keys().map(|name| (name.clone(), ObjectId::Enum(name.clone())));
    let domains = schema.domains.keys().map(|name| (name.clone(), ObjectId::Domain(name.clone())));
    let rows = schema.tables.keys().map(|name| (name.clone(), table_id(name)));
    let views = schema.views.keys().map(|name| (name.clone(), ObjectId::View(name.clone())));
    let others = schema.definitions.keys().filter_map(|id| match id {
        DefinitionId::Composite(name) | DefinitionId::Range(name) => {
            Some((name.clone(), ObjectId::Definition(id.clone())))
        }
        _ => None,
    });
    let types: Vec<(QName, ObjectId)> = types.chain(domains).chain(others).chain(rows).chain(views).collect();
    // Tables and views among themselves are compared once, as relations.
    let is_relation = |id: &ObjectId| matches!(id, ObjectId::Table(_) | ObjectId::View(_));
    twice(types, |a, b| is_relation(a) && is_relation(b), checker);
    twice(relations(&checker.described.schema), |_, _| false, checker);
}

fn relations(schema: &Schema) -> Vec<(QName, ObjectId)> {
    let mut all: Vec<(QName, ObjectId)> = Vec::new();
    all.extend(schema.tables.keys().map(|name| (name.clone(), table_id(name))));
    all.extend(schema.views.keys().map(|name| (name.clone(), ObjectId::View(name.clone()))));
    all.extend(schema.sequences.keys().map(|name| (name.clone(), ObjectId::Sequence(name.clone()))));
    for view in schema.views.values() {
        let indexes = view.indexes.keys();
        all.extend(
            indexes.map(|name| (view.name.sibling(name), ObjectId::Index(view.name.clone(), name.clone()))),
        );
    }
    for table in schema.tables.values() {
        for name in table.indexes.keys() {
            let id = ObjectId::Index(table.name.clone(), name.clone());
            all.push((table.name.sibling(name), id));
        }
        for constraint in table.constraints.values() {
            match constraint.kind {
                ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclusion(_) => {
                    let id = ObjectId::Constraint(table.name.clone(), constraint.name.clone());
                    all.push((table.name.sibling(&constraint.name), id));
                }
                ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) => {}
            }
        }
    }
    all
}

fn twice(
    all: Vec<(QName, ObjectId)>,
    is_allowed: impl Fn(&ObjectId, &ObjectId) -> bool,
    checker: &mut Checker<'_>,
) {
    let mut first: BTreeMap<QName, ObjectId> = BTreeMap::new();
    for (name, id) in all {
        let Some(other) = first.get(&name) else {
            first.insert(name, id);
            continue;
        };
        if is_allowed(other, &id) {
            continue;
        }
        let message = format!("{} and {} are both called `{name}`", what(other), what(&id));
        let mut mistake = Diagnostic::new(Code::Duplicate, message).help("rename one of them");
        if let Some(place) = checker.place(other) {
            mistake = mistake.with(place.clone(), "the other one");
        }
        checker.report(mistake, &[id]);
    }
}

/// The kind, with the table for what belongs to one.
fn what(id: &ObjectId) -> String {
    match id {
        ObjectId::Index(table, _) | ObjectId::Constraint(table, _) => {
            format!("{} {} of table `{table}`", article(id), id.kind())
        }
        ObjectId::Namespace(_)
        | ObjectId::Extension(_)
        | ObjectId::Enum(_)
        | ObjectId::Domain(_)
        | ObjectId::Sequence(_)
        | ObjectId::Table(_)
        | ObjectId::Column(..)
        | ObjectId::View(_)
        | ObjectId::Function(..)
        | ObjectId::Publication(_)
        | ObjectId::Definition(_) => format!("{} {}", article(id), id.kind()),
    }
}

fn article(id: &ObjectId) -> &'static str {
    if id.kind().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}
