//! From configuration to a described schema: reads every source that `tablewright.toml` names.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use crate::check;
use crate::config::{Config, Input};
use crate::emit;
use crate::files;
use crate::model::{
    Audience, GeneratedKind, Notes, ObjectId, Publication, PublicationTable, PublishGenerated, Schema, Table,
};
use crate::report::{Code, Diagnostic, Errors, Place, Source};
use crate::rust::lower;
use crate::sql;

/// What the front ends return: the schema, and beside it what the sources say beyond PostgreSQL.
#[derive(Clone, Debug, Default)]
pub struct Described {
    /// The schema.
    pub schema: Schema,
    /// Places, audiences, docs, Rust names, renames.
    pub notes: Notes,
}

/// The schema that the configuration describes, checked.
///
/// # Errors
/// Every mistake in every source; where the sources can be read, every mistake across them.
pub fn described(config: &Config) -> Result<Described, Errors> {
    load(config).map(|(described, _)| described)
}

/// What a build script writes.
#[derive(Clone, Debug)]
pub struct Built {
    /// The Rust file.
    pub rust: String,
    /// The schema that `sql!` checks statements against.
    pub model: String,
}

/// The Rust file for the schema that the configuration describes.
///
/// # Errors
/// As [`described`].
pub fn generated(config: &Config) -> Result<String, Errors> {
    load(config).map(|(described, sources)| rust(config, &described, &sources))
}

/// Everything that a build script writes.
///
/// # Errors
/// As [`described`].
pub fn built(config: &Config) -> Result<Built, Errors> {
    let (described, sources) = load(config)?;
    Ok(Built { rust: rust(config, &described, &sources), model: emit::compact(&described) })
}

fn rust(config: &Config, described: &Described, sources: &[Arc<Source>]) -> String {
    let options = emit::Options {
        derives: config.generate.derives.clone(),
        chrono: config.generate.chrono,
        sources: sources.iter().map(|source| source.name.clone()).collect(),
        root: config.root.clone(),
    };
    emit::file(described, &options)
}

/// The schema, and the sources in the order in which they were read.
fn load(config: &Config) -> Result<(Described, Vec<Arc<Source>>), Errors> {
    let mut errors = Errors::new();
    let mut sources = Vec::new();
    let mut reader = sql::Reader::new();
    for (input, audience) in take(config.sql_files(), &mut errors) {
        if let Some(source) = take_one(&input, &mut errors) {
            reader.read(&source, audience);
            sources.push(source);
        }
    }
    let inputs = take(config.rust_files(), &mut errors);
    let rust: Vec<Arc<Source>> = inputs.iter().filter_map(|input| take_one(input, &mut errors)).collect();
    // Structs may reference what is declared in SQL: without that, every such reference would look like a mistake.
    let (from_sql, from_rust) = match reader.finish() {
        Ok(sql) => {
            let rust = or_default(lower::read_beside(&rust, &sql), &mut errors);
            (sql, rust)
        }
        Err(found) => {
            errors.append(found);
            (Described::default(), Described::default())
        }
    };
    sources.extend(rust);

    let mut described = merge(from_sql, from_rust, &mut errors);
    // A rule across objects says nothing while some of them could not be read.
    errors.finish()?;
    if let Some(name) = &config.zero.publication {
        publish(&mut described, name, config.zero.place.as_ref(), config.database.target);
    }
    check::check(&described, config.database.target)?;
    Ok((described, sources))
}

fn take<T>(result: Result<Vec<T>, Errors>, errors: &mut Errors) -> Vec<T> {
    result.unwrap_or_else(|found| {
        errors.append(found);
        Vec::new()
    })
}

fn take_one(input: &Input, errors: &mut Errors) -> Option<Arc<Source>> {
    files::read(&input.path).map_err(|error| errors.push(input.explain(error))).ok()
}

fn or_default(result: Result<Described, Errors>, errors: &mut Errors) -> Described {
    result.unwrap_or_else(|found| {
        errors.append(found);
        Described::default()
    })
}

/// Both front ends in one schema. What both declare is a mistake, except namespaces and extensions: structs have no way to
/// leave those out.
fn merge(sql: Described, rust: Described, errors: &mut Errors) -> Described {
    let Described { mut schema, mut notes } = sql;
    let Schema {
        namespaces,
        extensions,
        enums,
        domains,
        sequences,
        tables,
        views,
        functions,
        publications,
        definitions,
        owners,
        grants,
        default_privileges,
    } = rust.schema;
    for (name, namespace) in namespaces {
        schema.namespaces.entry(name).or_insert(namespace);
    }
    for (name, extension) in extensions {
        schema.extensions.entry(name).or_insert(extension);
    }
    let mut both = Vec::new();
    both.extend(join(&mut schema.enums, enums).into_iter().map(ObjectId::Enum));
    both.extend(join(&mut schema.domains, domains).into_iter().map(ObjectId::Domain));
    both.extend(join(&mut schema.sequences, sequences).into_iter().map(ObjectId::Sequence));
    both.extend(join(&mut schema.tables, tables).into_iter().map(ObjectId::Table));
    both.extend(join(&mut schema.views, views).into_iter().map(ObjectId::View));
    let twice = join(&mut schema.functions, functions);
    both.extend(twice.into_iter().map(|(name, types)| ObjectId::Function(name, types)));
    both.extend(join(&mut schema.publications, publications).into_iter().map(ObjectId::Publication));
    both.extend(join(&mut schema.definitions, definitions).into_iter().map(ObjectId::Definition));
    // Of an object that both declare, which is a mistake already, the file's count.
    join(&mut schema.owners, owners);
    join(&mut schema.grants, grants);
    join(&mut schema.default_privileges, default_privileges);
    for id in both {
        let message = format!("{} `{id}` is declared in SQL and in Rust", id.kind());
        let mut mistake = Diagnostic::new(Code::Duplicate, message).help("keep one of them");
        if let Some(place) = rust.notes.place(&id) {
            mistake = mistake.at(place.clone(), "here in Rust");
        }
        if let Some(place) = notes.place(&id) {
            mistake = mistake.with(place.clone(), "here in SQL");
        }
        errors.push(mistake);
    }
    for (id, note) in rust.notes.iter() {
        if notes.get(id).is_none() {
            *notes.entry(id.clone()) = note.clone();
        }
    }
    Described { schema, notes }
}

/// Adds what is new; returns what was there already.
fn join<K: Ord + Clone, V>(into: &mut BTreeMap<K, V>, from: BTreeMap<K, V>) -> Vec<K> {
    let mut twice = Vec::new();
    for (key, value) in from {
        match into.entry(key) {
            Entry::Occupied(there) => twice.push(there.key().clone()),
            Entry::Vacant(free) => {
                free.insert(value);
            }
        }
    }
    twice
}

/// Makes the publication of `[zero]` where no source does: every public table, without its private columns. It is said at
/// `place`, for a server of version `target`.
pub fn publish(described: &mut Described, name: &str, place: Option<&Place>, target: u8) {
    described.notes.entry(ObjectId::Publication(name.to_owned())).zero = true;
    if described.schema.publications.contains_key(name) {
        return;
    }
    // From version 18 stored generated columns can be sent; before, clients have to do without.
    let generated = if target >= 18 { PublishGenerated::Stored } else { PublishGenerated::None };
    // The rows of a partition come as rows of the table that it is a part of; those of a foreign table are elsewhere.
    let publishable = |table: &&Table| {
        described.notes.table_audience(&table.name) == Audience::Public
            && !table.unlogged
            && table.foreign.is_none()
            && table.partition.is_none()
    };
    let tables = described.schema.tables.values().filter(publishable);
    let tables =
        tables.map(|table| (table.name.clone(), published(table, &described.notes, generated))).collect();
    let publication = Publication {
        name: name.to_owned(),
        all_tables: false,
        tables,
        namespaces: Vec::new(),
        publish: ["delete", "insert", "truncate", "update"].map(str::to_owned).to_vec(),
        via_root: true,
        generated,
        comment: None,
    };
    described.schema.publications.insert(name.to_owned(), publication);
    described.notes.entry(ObjectId::Publication(name.to_owned())).place = place.cloned();
}

/// A table with a private column gets a column list without it; a generated column can only be in such a list where
/// generated columns are sent.
fn published(table: &Table, notes: &Notes, generated: PublishGenerated) -> PublicationTable {
    let is_private = |name: &str| notes.column_audience(&table.name, name) == Audience::Private;
    if !table.columns.iter().any(|column| is_private(&column.name)) {
        return PublicationTable::default();
    }
    let is_sent = |column: &&crate::model::Column| match &column.generated {
        None => true,
        Some(expr) => expr.kind == GeneratedKind::Stored && generated == PublishGenerated::Stored,
    };
    let sent = table.columns.iter().filter(is_sent).filter(|column| !is_private(&column.name));
    let mut columns: Vec<String> = sent.map(|column| column.name.clone()).collect();
    columns.sort();
    PublicationTable { columns: Some(columns), filter: None }
}
