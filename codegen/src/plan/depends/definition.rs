//! Kinds that a statement defines whole: what they mention.

use super::super::fact::Fact;
use super::names::Names;
use super::scan::scan;
use super::view::query_uses;
use super::{Dependencies, expr};
use crate::model::{Definition, DefinitionId, Mention, ObjectId, QName, Schema, Table, TextSearchKind};

pub(super) fn collect(all: &mut Dependencies, schema: &Schema, definition: &Definition, names: &Names<'_>) {
    let mut definition = definition.clone();
    let id = definition.id();
    let mut relation: Option<QName> = None;
    let mut uses = Vec::new();
    definition.mentions(&mut |mention| match mention {
        Mention::Relation(name) => {
            uses.extend(names.relations(&parts(name)).cloned());
            relation.get_or_insert_with(|| name.clone());
        }
        Mention::Column(name) => uses.extend(relation.as_ref().map(|table| Fact::column(table, name))),
        Mention::Type(ty) => uses.extend(names.of_type(ty)),
        Mention::Function(name) => uses.extend(names.functions(&parts(name)).cloned()),
        Mention::Expr(text) => {
            let table = relation.as_ref().and_then(|name| schema.tables.get(name));
            uses.extend(expr::uses(text, table, names));
            uses.extend(query_uses(schema, &scan(&text.text), names));
        }
        Mention::Query(text) => {
            let mut mentions = scan(&text.text);
            if let DefinitionId::Rule(..) = id {
                // `INSERT INTO todo VALUES ..` was made to name every column there was.
                mentions.star = true;
                let own = relation.as_ref().and_then(|name| schema.tables.get(name));
                uses.extend(own.into_iter().flat_map(|table| rows_used(table, &mentions.words)));
            }
            uses.extend(query_uses(schema, &mentions, names));
            uses.extend(names.operators_in(&text.canonical));
        }
    });
    uses.extend(same_kind(&definition).into_iter().map(|id| Fact::Object(ObjectId::Definition(id))));
    all.add(Fact::Object(ObjectId::Definition(id)), uses);
}

/// The columns of the rows `new` and `old`.
fn rows_used(table: &Table, words: &[Vec<String>]) -> Vec<Fact> {
    let column = |parts: &Vec<String>| match parts.as_slice() {
        [row, column] if matches!(row.as_str(), "new" | "old") && table.columns.contains(column) => {
            Some(Fact::column(&table.name, column))
        }
        _ => None,
    };
    words.iter().filter_map(column).collect()
}

fn parts(name: &QName) -> [String; 2] {
    [name.namespace.clone(), name.name.clone()]
}

/// Other definitions that it needs.
fn same_kind(definition: &Definition) -> Vec<DefinitionId> {
    match definition {
        Definition::Server(server) => vec![DefinitionId::ForeignDataWrapper(server.wrapper.clone())],
        Definition::UserMapping(mapping) => vec![DefinitionId::Server(mapping.server.clone())],
        Definition::OperatorClass(class) => {
            let family = class.family.iter().cloned();
            family.map(|name| DefinitionId::OperatorFamily(name, class.method.clone())).collect()
        }
        Definition::Composite(composite) => {
            let collations = composite.attributes.iter().filter_map(|attribute| attribute.collation.clone());
            collations.map(DefinitionId::Collation).collect()
        }
        Definition::TextSearch(search) => {
            let dictionaries = search.mappings.values().flatten().cloned();
            dictionaries.map(|name| DefinitionId::TextSearch(TextSearchKind::Dictionary, name)).collect()
        }
        Definition::Range(range) => range.collation.iter().cloned().map(DefinitionId::Collation).collect(),
        Definition::Collation(_)
        | Definition::Cast(_)
        | Definition::Operator(_)
        | Definition::OperatorFamily(_)
        | Definition::ForeignDataWrapper(_)
        | Definition::Statistics(_)
        | Definition::Rule(_)
        | Definition::Trigger(_)
        | Definition::Policy(_)
        | Definition::EventTrigger(_)
        | Definition::Subscription(_)
        | Definition::Opaque(_) => Vec::new(),
    }
}
