//! `--rename todo.title=todo.name`: which objects are meant.

use tablewright_codegen::model::{ObjectId, QName, Schema};
use tablewright_codegen::plan::Rename;
use tablewright_codegen::report::similar;

use crate::failure::{Failure, Result};

/// Reads `old=new`, where `old` is in the one schema and `new` in the other.
pub(crate) fn parse(text: &str, old: &Schema, new: &Schema) -> Result<Rename> {
    let Some((from, to)) = text.split_once('=') else {
        return Err(Failure::with_help(
            format!("`--rename {text}` names only one object"),
            "write it as `--rename todo.title=todo.name`: the old name, then the new one",
        ));
    };
    let old_ids = named(old, from.trim());
    if old_ids.is_empty() {
        return Err(unknown(text, from, "before the change", old));
    }
    let new_ids = named(new, to.trim());
    if new_ids.is_empty() {
        return Err(unknown(text, to, "after it", new));
    }
    let pair = old_ids.iter().find_map(|from| {
        let to = new_ids.iter().find(|to| to.kind() == from.kind())?;
        Some(Rename { from: from.clone(), to: to.clone() })
    });
    pair.ok_or_else(|| {
        Failure::new(format!(
            "`--rename {text}`: {from} is a {}, but {to} is a {}",
            old_ids[0].kind(),
            new_ids[0].kind()
        ))
    })
}

/// Every object of that name, columns before tables, since `a.b` may be both.
fn named(schema: &Schema, name: &str) -> Vec<ObjectId> {
    all(schema).into_iter().filter(|id| id.to_string() == name).collect()
}

/// Every object that can be renamed.
fn all(schema: &Schema) -> Vec<ObjectId> {
    let mut ids = Vec::new();
    for (name, table) in &schema.tables {
        ids.extend(table.columns.iter().map(|column| ObjectId::Column(name.clone(), column.name.clone())));
        ids.push(ObjectId::Table(name.clone()));
        ids.extend(table.constraints.keys().map(|c| ObjectId::Constraint(name.clone(), c.clone())));
        ids.extend(table.indexes.keys().map(|i| ObjectId::Index(name.clone(), i.clone())));
    }
    let each = |names: Vec<&QName>, id: fn(QName) -> ObjectId| {
        names.into_iter().cloned().map(id).collect::<Vec<_>>()
    };
    ids.extend(each(schema.enums.keys().collect(), ObjectId::Enum));
    ids.extend(each(schema.domains.keys().collect(), ObjectId::Domain));
    ids.extend(each(schema.sequences.keys().collect(), ObjectId::Sequence));
    ids.extend(each(schema.views.keys().collect(), ObjectId::View));
    ids.extend(schema.functions.keys().map(|(name, types)| ObjectId::Function(name.clone(), types.clone())));
    ids.extend(schema.publications.keys().cloned().map(ObjectId::Publication));
    ids.extend(schema.definitions.keys().cloned().map(ObjectId::Definition));
    ids.extend(schema.namespaces.keys().cloned().map(ObjectId::Namespace));
    ids
}

fn unknown(text: &str, name: &str, when: &str, schema: &Schema) -> Failure {
    let names: Vec<String> = all(schema).iter().map(ToString::to_string).collect();
    let message = format!("`--rename {text}`: there is no `{name}` {when}");
    match similar(name, names.iter().map(String::as_str)) {
        Some(near) => Failure::with_help(message, format!("did you mean `{near}`?")),
        None => Failure::new(message),
    }
}
