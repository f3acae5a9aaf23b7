//! Views: the relations in their query, and the columns of those that it names.

use std::collections::HashSet;

use super::super::fact::Fact;
use super::names::Names;
use super::scan::{Mentions, scan};
use super::{Dependencies, expr};
use crate::model::{IndexKey, ObjectId, Schema, View};

pub(super) fn collect(all: &mut Dependencies, schema: &Schema, view: &View, names: &Names<'_>) {
    let mut uses = query_uses(schema, &scan(&view.query.text), names);
    uses.extend(names.operators_in(&view.query.canonical));
    uses.extend(names.searches_in(&view.query.canonical));
    let own = Fact::Object(ObjectId::View(view.name.clone()));
    all.add(own.clone(), uses);
    for index in view.indexes.values() {
        let mut uses = vec![own.clone()];
        let exprs = index.elements.iter().filter_map(|element| match &element.key {
            IndexKey::Expr(expr) => Some(expr),
            IndexKey::Column(_) => None,
        });
        uses.extend(exprs.chain(&index.predicate).flat_map(|expr| expr::uses(expr, None, names)));
        all.add(Fact::index(&view.name, &index.name), uses);
    }
    for (column, detail) in &view.details {
        if let Some(default) = &detail.default {
            let mut uses = expr::uses(default, None, names);
            uses.push(own.clone());
            all.add(Fact::Default(view.name.clone(), column.clone()), uses);
        }
    }
}

/// What a query uses: relations, their columns that it names or takes with `*`, functions, types.
pub(super) fn query_uses(schema: &Schema, mentions: &Mentions, names: &Names<'_>) -> Vec<Fact> {
    let Mentions { relations, calls, words, star } = mentions;
    let mut uses: Vec<Fact> = relations.iter().flat_map(|parts| names.relations(parts)).cloned().collect();
    uses.extend(calls.iter().flat_map(|parts| names.functions(parts)).cloned());
    uses.extend(words.iter().flat_map(|parts| names.types(parts)).cloned());
    // A cast to a type in a call's place (`numeric(10)`) is a type with modifiers; enums and domains have none.
    let named: HashSet<&str> = words.iter().filter_map(|parts| parts.last()).map(String::as_str).collect();
    let mut columns = Vec::new();
    for fact in &uses {
        if let Fact::Object(ObjectId::Table(name)) = fact
            && let Some(table) = schema.tables.get(name)
        {
            let used = table.columns.iter().filter(|c| *star || named.contains(c.name.as_str()));
            columns.extend(used.map(|c| Fact::column(name, &c.name)));
            columns.extend(star.then(|| Fact::AllColumns(name.clone())));
        }
        if let Fact::Object(ObjectId::View(name)) = fact {
            columns.extend(star.then(|| Fact::AllColumns(name.clone())));
        }
    }
    uses.extend(columns);
    uses
}
