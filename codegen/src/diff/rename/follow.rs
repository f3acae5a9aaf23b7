//! What follows a rename wherever it stands: definitions, owners, privileges.
//!
//! PostgreSQL keeps these by identity, so that they belong to the object whatever it is called. The SQL reader uses this as
//! well, when it folds a `RENAME`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::text;
use crate::model::{Definition, DefinitionId, Expr, Mention, ObjectId, QName, Schema, Table, Type, View};
use crate::sql;

/// Carries over everything that is kept beside the renamed object itself.
pub(crate) fn follow(schema: &mut Schema, from: &ObjectId, to: &ObjectId) {
    if is_named(from, to) {
        in_texts(schema, from, to);
    }
    if let (
        ObjectId::Definition(DefinitionId::Server(from)),
        ObjectId::Definition(DefinitionId::Server(to)),
    ) = (from, to)
    {
        let foreign = schema.tables.values_mut().filter_map(|table| table.foreign.as_mut());
        foreign.filter(|foreign| foreign.server == *from).for_each(|foreign| foreign.server.clone_from(to));
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

/// Whether views and definitions can name it: not by the name of a constraint or index, and a column that goes along with
/// its table keeps its own.
fn is_named(from: &ObjectId, to: &ObjectId) -> bool {
    match (from, to) {
        (ObjectId::Column(_, from), ObjectId::Column(_, to)) => from != to,
        (ObjectId::Constraint(..) | ObjectId::Index(..), _) => false,
        _ => true,
    }
}

/// The views and definitions.
fn in_texts(schema: &mut Schema, from: &ObjectId, to: &ObjectId) {
    let mut views = std::mem::take(&mut schema.views);
    let definitions = std::mem::take(&mut schema.definitions);
    let others = Others::of(&schema.tables, &views, from);
    for view in views.values_mut() {
        in_query(&mut view.query, None, from, to, &others);
        view.details.values_mut().filter_map(|detail| detail.default.as_mut()).for_each(|default| {
            text::rename_object(default, from, to);
        });
    }
    let definitions = definitions.into_values().map(|mut definition| {
        in_definition(&mut definition, from, to, &others);
        (definition.id(), definition)
    });
    (schema.views, schema.definitions) = (views, definitions.collect());
}

/// What else there is of the kind that is renamed, to tell one from the other.
struct Others<'s> {
    tables: &'s BTreeMap<QName, Table>,
    /// The column that is renamed.
    column: Option<(&'s QName, &'s str)>,
    /// Other tables with a column of the old name; looked for when the first text could mean one.
    columns: OnceCell<BTreeSet<&'s QName>>,
    /// The relations of a namespace that is renamed.
    inside: Vec<QName>,
}

impl<'s> Others<'s> {
    fn of(tables: &'s BTreeMap<QName, Table>, views: &BTreeMap<QName, View>, renamed: &'s ObjectId) -> Self {
        let mut others = Self { tables, column: None, columns: OnceCell::new(), inside: Vec::new() };
        match renamed {
            ObjectId::Column(table, column) => others.column = Some((table, column)),
            ObjectId::Namespace(namespace) => {
                let relations = tables.keys().chain(views.keys());
                others.inside.extend(relations.filter(|name| name.namespace == *namespace).cloned());
            }
            _ => {}
        }
        others
    }

    fn columns(&self) -> &BTreeSet<&'s QName> {
        self.columns.get_or_init(|| {
            let Some((table, column)) = self.column else { return BTreeSet::new() };
            let having =
                self.tables.iter().filter(|(name, other)| *name != table && other.columns.contains(column));
            having.map(|(name, _)| name).collect()
        })
    }

    /// Whether a relation has a column of the old name too.
    fn has(&self, relation: &QName) -> bool {
        let Some((table, column)) = self.column else { return false };
        relation != table && self.tables.get(relation).is_some_and(|other| other.columns.contains(column))
    }

    /// The same of a relation that a query names.
    fn has_named(&self, parts: &[String]) -> bool {
        match parts {
            [name] => self.columns().iter().any(|other| other.name == *name),
            [namespace, name] => self.has(&QName::new(namespace, name)),
            _ => false,
        }
    }
}

/// A query, or an expression with queries in it, that is about the rows of a relation.
fn in_query(query: &mut Expr, relation: Option<&QName>, from: &ObjectId, to: &ObjectId, others: &Others<'_>) {
    match (from, to) {
        // A column that only goes along with its table keeps its name.
        (ObjectId::Column(_, from), ObjectId::Column(_, to)) if from == to => {}
        (ObjectId::Column(table, from), ObjectId::Column(_, to)) => {
            let own = relation == Some(table);
            let beside = !own && relation.is_some_and(|relation| others.has(relation));
            *query = sql::rename_column(query, (table, own), (from, to), |parts| {
                beside || others.has_named(parts)
            });
        }
        (ObjectId::Table(before), ObjectId::Table(after))
        | (ObjectId::View(before), ObjectId::View(after)) => {
            let own = relation == Some(before) || relation == Some(after);
            *query = sql::rename_relation(query, own, before, after);
            text::rename_in_query(query, from, to);
        }
        (ObjectId::Namespace(_), ObjectId::Namespace(to)) => {
            for name in &others.inside {
                let own = relation.is_some_and(|relation| relation.name == name.name);
                *query = sql::rename_relation(query, own, name, &QName::new(to, &name.name));
            }
        }
        (from, to) => text::rename_in_query(query, from, to),
    }
}

fn in_definition(definition: &mut Definition, from: &ObjectId, to: &ObjectId, others: &Others<'_>) {
    if let (ObjectId::Definition(from), ObjectId::Definition(to)) = (from, to)
        && definition.id() == *from
    {
        definition.set_name(to);
    }
    if let (ObjectId::Definition(from), ObjectId::Definition(to)) = (from, to) {
        in_foreign(definition, from, to);
    }
    let mut relation: Option<QName> = None;
    definition.mentions(&mut |mention| {
        if let Mention::Relation(name) = &mention {
            relation.get_or_insert_with(|| (*name).clone());
        }
        in_mention(mention, relation.as_ref(), from, to, others);
    });
    if let (ObjectId::Namespace(from), ObjectId::Namespace(to)) = (from, to)
        && let Some(name) = definition.id().qname().filter(|name| name.namespace == *from)
    {
        let moved = definition.id().with_qname(QName::new(to, &name.name));
        definition.set_name(&moved);
    }
}

/// The wrapper of a server, the server of a mapping.
fn in_foreign(definition: &mut Definition, from: &DefinitionId, to: &DefinitionId) {
    match (definition, from, to) {
        (
            Definition::Server(server),
            DefinitionId::ForeignDataWrapper(from),
            DefinitionId::ForeignDataWrapper(to),
        ) if server.wrapper == *from => server.wrapper.clone_from(to),
        (Definition::UserMapping(mapping), DefinitionId::Server(from), DefinitionId::Server(to))
            if mapping.server == *from =>
        {
            mapping.server.clone_from(to);
        }
        _ => {}
    }
}

fn in_mention(
    mention: Mention<'_>,
    relation: Option<&QName>,
    from: &ObjectId,
    to: &ObjectId,
    others: &Others<'_>,
) {
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
        Mention::Expr(expr) | Mention::Query(expr) => in_query(expr, relation, from, to, others),
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
