//! Publications: what they name is there, and nothing private is among it.

use super::{Checker, invalid, list, repeated, table_id, unknown, unknown_column};
use crate::model::{
    Audience, ConstraintKind, GeneratedKind, IndexKey, ObjectId, Publication, PublicationTable,
    PublishGenerated, QName, ReplicaIdentity, Schema, Table,
};
use crate::report::{Code, Diagnostic};

pub(super) fn check(checker: &mut Checker<'_>) {
    for publication in checker.described.schema.publications.values() {
        let mut mistakes = Vec::new();
        for (name, published) in &publication.tables {
            match checker.described.schema.tables.get(name) {
                Some(table) => mistakes.extend(one_table(publication, table, published, checker)),
                None => mistakes.push(unknown_table(publication, name, &checker.described.schema)),
            }
        }
        if publication.all_tables || !publication.namespaces.is_empty() {
            mistakes.extend(whole(publication, checker));
        }
        if checker.described.notes.zero() == Some(&publication.name) {
            mistakes.extend(identities(publication, &checker.described.schema));
        }
        for mistake in mistakes {
            checker.report(mistake, &[ObjectId::Publication(publication.name.clone())]);
        }
    }
}

fn unknown_table(publication: &Publication, name: &QName, schema: &Schema) -> Diagnostic {
    let message = format!("publication `{}` names unknown table `{name}`", publication.name);
    let tables: Vec<String> = schema.tables.keys().map(ToString::to_string).collect();
    unknown(
        message,
        &name.to_string(),
        tables.iter().map(String::as_str),
        "declare the table, or leave it out",
    )
}

fn one_table(
    publication: &Publication,
    table: &Table,
    published: &PublicationTable,
    checker: &Checker<'_>,
) -> Vec<Diagnostic> {
    let notes = &checker.described.notes;
    if notes.table_audience(&table.name) == Audience::Private {
        return vec![private_table(publication, &table.name, checker)];
    }
    if table.unlogged {
        let message = format!("publication `{}` names the unlogged table `{}`", publication.name, table.name);
        return vec![invalid(message).help("only logged tables can be published")];
    }
    let private = |name: &&str| notes.column_audience(&table.name, name) == Audience::Private;
    match &published.columns {
        Some(columns) => {
            let mut mistakes = column_list(publication, table, columns, checker.target);
            let shown: Vec<&str> = columns.iter().map(String::as_str).filter(private).collect();
            if !shown.is_empty() {
                mistakes.push(private_columns(publication, table, &shown, "take it out of the column list"));
            }
            mistakes
        }
        None => {
            let sent = |c: &&crate::model::Column| is_sent(publication, c);
            let all = table.columns.iter().filter(sent).map(|c| c.name.as_str());
            let shown: Vec<&str> = all.filter(private).collect();
            if shown.is_empty() {
                return Vec::new();
            }
            vec![private_columns(publication, table, &shown, "give the table a column list without it")]
        }
    }
}

/// Without a column list, generated columns are sent only where the publication says so.
fn is_sent(publication: &Publication, column: &crate::model::Column) -> bool {
    match &column.generated {
        Some(generated) => {
            publication.generated == PublishGenerated::Stored && generated.kind == GeneratedKind::Stored
        }
        None => true,
    }
}

/// Whatever says which row an update or delete is about has to be sent: PostgreSQL refuses both otherwise, as soon as the
/// first one comes.
fn identities(publication: &Publication, schema: &Schema) -> Vec<Diagnostic> {
    let mut mistakes = Vec::new();
    for (name, published) in &publication.tables {
        let (Some(table), Some(columns)) = (schema.tables.get(name), &published.columns) else { continue };
        let identity = identity(table);
        let missing: Vec<&str> =
            identity.iter().filter(|column| !columns.contains(column)).map(String::as_str).collect();
        if !missing.is_empty() {
            let message = format!(
                "publication `{}` leaves out {}, which tells the rows of `{name}` apart",
                publication.name,
                list(&missing)
            );
            let help = "publish it; where it is private, give the table another primary key, and keep this one as UNIQUE";
            mistakes.push(invalid(message).help(help));
        }
    }
    mistakes
}

/// The columns that stand for a row in logical replication.
fn identity(table: &Table) -> Vec<String> {
    match &table.replica_identity {
        ReplicaIdentity::Nothing => Vec::new(),
        ReplicaIdentity::Full => table.columns.iter().map(|column| column.name.clone()).collect(),
        ReplicaIdentity::Default => {
            table.primary_key().map(|(_, key)| key.columns.clone()).unwrap_or_default()
        }
        ReplicaIdentity::Index(name) => {
            let of_index = table.indexes.get(name).map(|index| {
                let column = |key: &IndexKey| match key {
                    IndexKey::Column(name) => Some(name.clone()),
                    IndexKey::Expr(_) => None,
                };
                index.elements.iter().filter_map(|element| column(&element.key)).collect()
            });
            let of_key = table.constraints.get(name).map(|constraint| match &constraint.kind {
                ConstraintKind::PrimaryKey(key) => key.columns.clone(),
                ConstraintKind::Unique(key) => key.columns.clone(),
                ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => {
                    Vec::new()
                }
            });
            of_index.or(of_key).unwrap_or_default()
        }
    }
}

fn column_list(publication: &Publication, table: &Table, columns: &[String], target: u8) -> Vec<Diagnostic> {
    let what = format!("publication `{}`", publication.name);
    let mut mistakes = Vec::new();
    if let Some(name) = repeated(columns) {
        mistakes.push(invalid(format!("{what} names `{}.{name}` twice", table.name)).help("name it once"));
    }
    for name in columns {
        match table.columns.get(name) {
            None => mistakes.push(unknown_column(&what, name, table)),
            Some(column) => mistakes.extend(generated(&what, table, column, target)),
        }
    }
    mistakes
}

/// A stored generated column can be in a column list from version 18 on, a virtual one never.
fn generated(what: &str, table: &Table, column: &crate::model::Column, target: u8) -> Option<Diagnostic> {
    let kind = column.generated.as_ref()?.kind;
    let name = format!("{}.{}", table.name, column.name);
    match kind {
        GeneratedKind::Virtual => {
            let message = format!("{what} names `{name}`, which is virtual and cannot be published");
            Some(invalid(message).help("take it out of the column list, or make it STORED"))
        }
        GeneratedKind::Stored if target < 18 => {
            let message = format!(
                "{what} names the generated column `{name}`, which needs PostgreSQL 18; the target is {target}"
            );
            Some(Diagnostic::new(Code::Version, message).help("take it out of the column list"))
        }
        GeneratedKind::Stored => None,
    }
}

/// `FOR ALL TABLES` and `FOR TABLES IN SCHEMA` take in what is private.
fn whole(publication: &Publication, checker: &Checker<'_>) -> Vec<Diagnostic> {
    let notes = &checker.described.notes;
    let mut mistakes = Vec::new();
    for table in checker.described.schema.tables.values() {
        let is_in = publication.all_tables || publication.namespaces.contains(&table.name.namespace);
        if !is_in || publication.tables.contains_key(&table.name) {
            continue;
        }
        if notes.table_audience(&table.name) == Audience::Private {
            mistakes.push(private_table(publication, &table.name, checker));
            continue;
        }
        let private = |name: &&str| notes.column_audience(&table.name, name) == Audience::Private;
        let all = table.columns.iter().filter(|c| is_sent(publication, c)).map(|c| c.name.as_str());
        let shown: Vec<&str> = all.filter(private).collect();
        if !shown.is_empty() {
            mistakes.push(private_columns(publication, table, &shown, "list the tables, with their columns"));
        }
    }
    mistakes
}

fn private_table(publication: &Publication, table: &QName, checker: &Checker<'_>) -> Diagnostic {
    let message = format!("publication `{}` would publish the private table `{table}`", publication.name);
    let mistake = Diagnostic::new(Code::Private, message)
        .help("list the tables that clients may see; what a publication holds leaves the server");
    match checker.place(&table_id(table)) {
        Some(place) => mistake.with(place.clone(), "private"),
        None => mistake,
    }
}

fn private_columns(publication: &Publication, table: &Table, columns: &[&str], help: &str) -> Diagnostic {
    let word = if columns.len() == 1 { "column" } else { "columns" };
    let message = format!(
        "publication `{}` would publish the private {word} {} of `{}`",
        publication.name,
        list(columns),
        table.name
    );
    Diagnostic::new(Code::Private, message).help(help)
}
