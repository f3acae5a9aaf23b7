//! Functions: the types of their arguments and result, and what their body names.

use super::super::fact::Fact;
use super::names::Names;
use super::scan::{Mentions, bodies, scan};
use super::view::query_uses;
use super::{Dependencies, expr};
use crate::diff::function_result;
use crate::model::{Function, FunctionKind, ObjectId, Schema};

pub(super) fn collect(all: &mut Dependencies, schema: &Schema, function: &Function, names: &Names<'_>) {
    let id = ObjectId::Function(function.name.clone(), function.signature());
    let mut uses: Vec<Fact> = function.arguments.iter().filter_map(|a| names.of_type(&a.ty)).collect();
    let defaults = function.arguments.iter().filter_map(|a| a.default.as_ref());
    uses.extend(defaults.flat_map(|default| expr::uses(default, None, names)));
    let bodies = bodies(&function.definition.text);
    if bodies.is_empty() {
        // `RETURN ..` and `BEGIN ATOMIC ..` are read when the function is made, and hold on to what they use.
        uses.extend(query_uses(schema, &scan(&function.definition.text), names));
    }
    if function.kind == FunctionKind::Aggregate {
        let options = scan(&function.definition.text);
        uses.extend(options.words.iter().flat_map(|parts| names.functions(parts)).cloned());
    }
    let result = scan(function_result(&function.definition));
    let words = [&result.words, &result.relations, &result.calls].into_iter().flatten();
    for parts in words {
        uses.extend(names.types(parts).chain(names.relations(parts)).cloned());
    }
    let mut late = Vec::new();
    for body in bodies {
        let mentions = scan(&body);
        if names_nothing(schema, &mentions, names) {
            all.stale.insert(id.clone());
        }
        late.extend(query_uses(schema, &mentions, names));
        late.extend(mentions.words.iter().flat_map(|parts| names.relations(parts)).cloned());
    }
    let own = Fact::Object(id.clone());
    late.retain(|fact| *fact != own && !matches!(fact, Fact::Object(ObjectId::Sequence(_))));
    all.late.insert(id, late);
    all.add(own, uses);
}

/// Whether a body names something in a namespace of the schema that is not there: PostgreSQL kept the function when what it names went.
fn names_nothing(schema: &Schema, mentions: &Mentions, names: &Names<'_>) -> bool {
    let Mentions { relations, calls, words, star: _ } = mentions;
    relations.iter().chain(calls).chain(words).any(|parts| {
        let inside = parts.first().is_some_and(|first| schema.namespaces.contains_key(first));
        let mut found = names.relations(parts).chain(names.types(parts)).chain(names.functions(parts));
        inside && parts.len() == 2 && found.next().is_none()
    })
}
