//! Changes that PostgreSQL has no statement for and that cannot be rebuilt either.

use super::depends::Dependencies;
use super::fact::Fact;
use super::work::Work;
use crate::model::{ObjectId, QName, Schema};
use crate::report::{Code, Diagnostic, Errors};

/// Reports every type that turns into another kind of type under its name while columns are of it.
pub(super) fn check((old, before): (&Schema, &Dependencies), new: &Schema, work: &Work, errors: &mut Errors) {
    for id in work.drop.keys() {
        let (name, becomes) = match id {
            ObjectId::Enum(name) if new.domains.contains_key(name) => (name, "a domain"),
            ObjectId::Domain(name) if new.enums.contains_key(name) => (name, "an enum"),
            ObjectId::Namespace(_)
            | ObjectId::Extension(_)
            | ObjectId::Enum(_)
            | ObjectId::Domain(_)
            | ObjectId::Sequence(_)
            | ObjectId::Table(_)
            | ObjectId::Column(..)
            | ObjectId::Constraint(..)
            | ObjectId::Index(..)
            | ObjectId::View(_)
            | ObjectId::Function(..)
            | ObjectId::Publication(_)
            | ObjectId::Definition(_) => continue,
        };
        let users = before.users(&Fact::Object(id.clone())).iter().filter_map(|user| match user {
            Fact::Object(column @ ObjectId::Column(table, name)) if stays(old, new, table, name) => {
                Some(column)
            }
            _ => None,
        });
        if let Some(column) = users.map(ToString::to_string).next() {
            let kind = id.kind();
            let message =
                format!("{kind} {name} becomes {becomes} under the same name while {column} is of it");
            errors.push(Diagnostic::new(Code::Impossible, message).help(format!(
                "give the new type another name, so that the columns can go from {name} to it one by one"
            )));
        }
    }
}

/// Whether the column is there before and after, of a type of the same name.
fn stays(old: &Schema, new: &Schema, table: &QName, name: &str) -> bool {
    let ty = |schema: &Schema| schema.tables.get(table)?.columns.get(name).map(|column| column.ty.clone());
    ty(old).is_some() && ty(old) == ty(new)
}
