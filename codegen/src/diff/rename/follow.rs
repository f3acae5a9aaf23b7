//! What follows a rename wherever it stands: definitions, owners, privileges.
//!
//! PostgreSQL keeps these by identity, so that they belong to the object whatever it is called. The SQL reader uses this as
//! well, when it folds a `RENAME`.

use std::collections::BTreeMap;

use super::text;
use crate::model::{Definition, DefinitionId, Mention, ObjectId, QName, Schema, Type};

/// Carries over everything that is kept beside the renamed object itself.
pub(crate) fn follow(schema: &mut Schema, from: &ObjectId, to: &ObjectId) {
    if !schema.definitions.is_empty() {
        let definitions = std::mem::take(&mut schema.definitions).into_values().map(|mut definition| {
            in_definition(&mut definition, from, to);
            (definition.id(), definition)
        });
        schema.definitions = definitions.collect();
    }
    move_keys(&mut schema.owners, from, to);
    move_keys(&mut schema.grants, from, to);
    if let (ObjectId::Namespace(from), ObjectId::Namespace(to)) = (from, to) {
        let privileges = std::mem::take(&mut schema.default_privileges).into_iter().map(|(mut on, acl)| {
            on.namespace.iter_mut().filter(|name| *name == from).for_each(|name| name.clone_from(to));
            (on, acl)
        });
        schema.default_privileges = privileges.collect();
    }
}

fn in_definition(definition: &mut Definition, from: &ObjectId, to: &ObjectId) {
    if let (ObjectId::Definition(from), ObjectId::Definition(to)) = (from, to)
        && definition.id() == *from
    {
        definition.set_name(to);
    }
    let mut relation: Option<QName> = None;
    definition.mentions(&mut |mention| {
        if let Mention::Relation(name) = &mention {
            relation.get_or_insert_with(|| (*name).clone());
        }
        in_mention(mention, relation.as_ref(), from, to);
    });
    if let (ObjectId::Namespace(from), ObjectId::Namespace(to)) = (from, to)
        && let Some(name) = definition.id().qname().filter(|name| name.namespace == *from)
    {
        let moved = definition.id().with_qname(QName::new(to, &name.name));
        definition.set_name(&moved);
    }
}

fn in_mention(mention: Mention<'_>, relation: Option<&QName>, from: &ObjectId, to: &ObjectId) {
    match mention {
        Mention::Relation(name) | Mention::Function(name) => {
            if let Some(moved) = moved_name(name, from, to) {
                *name = moved;
            }
        }
        Mention::Type(ty) => in_type(ty, from, to),
        Mention::Column(column) => {
            if let (ObjectId::Column(table, from), ObjectId::Column(_, to)) = (from, to)
                && relation == Some(table)
                && column == from
            {
                column.clone_from(to);
            }
        }
        Mention::Expr(expr) => match (from, to) {
            (ObjectId::Column(table, from), ObjectId::Column(_, to)) if relation == Some(table) => {
                text::rename_column(expr, table, from, to);
            }
            (from, to) => text::rename_object(expr, from, to),
        },
        Mention::Query(query) => text::rename_object(query, from, to),
    }
}

/// The name of a relation or function after the rename.
fn moved_name(name: &QName, from: &ObjectId, to: &ObjectId) -> Option<QName> {
    match (from, to) {
        (ObjectId::Namespace(from), ObjectId::Namespace(to)) => {
            (name.namespace == *from).then(|| QName::new(to, &name.name))
        }
        (ObjectId::Table(from), ObjectId::Table(to))
        | (ObjectId::View(from), ObjectId::View(to))
        | (ObjectId::Function(from, _), ObjectId::Function(to, _)) => (name == from).then(|| to.clone()),
        _ => None,
    }
}

fn in_type(ty: &mut Type, from: &ObjectId, to: &ObjectId) {
    let renamed = match (from, to) {
        (ObjectId::Enum(from), ObjectId::Enum(to))
        | (ObjectId::Domain(from), ObjectId::Domain(to))
        | (ObjectId::Table(from), ObjectId::Table(to))
        | (ObjectId::View(from), ObjectId::View(to)) => Some((from, to)),
        (ObjectId::Definition(from), ObjectId::Definition(to)) => match (from, to) {
            (DefinitionId::Composite(from), DefinitionId::Composite(to))
            | (DefinitionId::Range(from), DefinitionId::Range(to)) => Some((from, to)),
            _ => None,
        },
        _ => None,
    };
    match ty {
        Type::Array(element) => in_type(element, from, to),
        Type::Named { name, modifiers: _ } => {
            if let Some((_, to)) = renamed.filter(|(from, _)| *name == **from) {
                name.clone_from(to);
            } else if let (ObjectId::Namespace(from), ObjectId::Namespace(to)) = (from, to)
                && name.namespace == *from
            {
                name.namespace.clone_from(to);
            }
        }
        Type::Builtin(_)
        | Type::Numeric(_)
        | Type::Varchar(_)
        | Type::Char(_)
        | Type::Bit(_)
        | Type::Varbit(_)
        | Type::Time { .. }
        | Type::Timestamp { .. }
        | Type::Interval { .. } => {}
    }
}

fn move_keys<V>(map: &mut BTreeMap<ObjectId, V>, from: &ObjectId, to: &ObjectId) {
    if !map.is_empty() {
        let moved = std::mem::take(map).into_iter().map(|(id, value)| (id.after_rename(from, to), value));
        *map = moved.collect();
    }
}
