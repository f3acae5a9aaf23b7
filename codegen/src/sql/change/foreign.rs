//! Foreign data: servers need wrappers, and mappings and foreign tables need servers.

use super::super::belonging;
use super::super::fold::Fold;
use super::drop_table;
use crate::model::{Definition, DefinitionId, ObjectId, Schema};

/// What needs a wrapper or a server.
pub(in crate::sql) fn foreign_users(schema: &Schema, id: &DefinitionId) -> Vec<ObjectId> {
    let of_it = |definition: &&Definition| match (definition, id) {
        (Definition::Server(server), DefinitionId::ForeignDataWrapper(name)) => server.wrapper == *name,
        (Definition::UserMapping(mapping), DefinitionId::Server(name)) => mapping.server == *name,
        _ => false,
    };
    let definitions = schema.definitions.values().filter(of_it);
    let mut users: Vec<ObjectId> = definitions.map(|user| ObjectId::Definition(user.id())).collect();
    if let DefinitionId::Server(name) = id {
        let foreign =
            schema.tables.values().filter(|table| table.foreign.as_ref().is_some_and(|f| f.server == *name));
        users.extend(foreign.map(|table| ObjectId::Table(table.name.clone())));
    }
    users
}

/// Drops a wrapper, a server or what needs neither, with all that needs it.
pub(in crate::sql) fn drop_foreign(fold: &mut Fold, id: &DefinitionId) {
    for user in foreign_users(&fold.schema, id) {
        match &user {
            ObjectId::Table(name) => drop_table(fold, name, true),
            ObjectId::Definition(id) => drop_foreign(fold, id),
            _ => {}
        }
    }
    belonging::remove(fold, id);
}
