//! Publications.

use std::collections::BTreeMap;

use super::cursor::{Cursor, Parsed};
use super::fold::Fold;
use super::options;
use super::statement::{if_exists, unknown};
use super::suggest::did_you_mean;
use super::text::Kind;
use crate::model::{ObjectId, Publication, PublicationTable, PublishGenerated, QName};
use crate::report::{Code, Diagnostic};

/// `CREATE PUBLICATION name [FOR ALL TABLES | FOR objects] [WITH (..)]`.
pub(super) fn create(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let name = c.ident("a publication's name")?;
    let mut publication = Publication {
        name: name.name.clone(),
        all_tables: false,
        tables: BTreeMap::new(),
        namespaces: Vec::new(),
        publish: all_operations(),
        via_root: false,
        generated: PublishGenerated::None,
        comment: None,
    };
    if c.eat("for all tables") {
        publication.all_tables = true;
        if c.is_word("except") {
            return Err(unknown(c, start, "CREATE PUBLICATION .. EXCEPT"));
        }
    } else if c.is_words("for all") {
        return Err(unknown(c, start, "CREATE PUBLICATION .. FOR ALL SEQUENCES"));
    } else if c.eat("for") {
        objects(fold, c, &mut publication)?;
    }
    if c.eat("with") {
        parameters(c, &mut publication)?;
    }
    c.finish("`FOR`, `WITH` or the end of the statement")?;
    let id = ObjectId::Publication(name.name.clone());
    if fold.schema.publications.contains_key(&name.name) {
        return Err(fold.duplicate(c, "publication", &name.name, name.span, &id));
    }
    fold.describe(c, id, name.span, c.since(start));
    fold.schema.publications.insert(name.name, publication);
    Ok(())
}

fn all_operations() -> Vec<String> {
    ["delete", "insert", "truncate", "update"].map(str::to_owned).to_vec()
}

/// `TABLE t [(columns)] [WHERE (filter)], t, .. , TABLES IN SCHEMA n, ..`. The word may be left out after a comma.
fn objects(fold: &mut Fold, c: &mut Cursor<'_>, publication: &mut Publication) -> Parsed<()> {
    let mut namespaces = false;
    let mut first = true;
    loop {
        if c.eat("tables in schema") {
            namespaces = true;
        } else if c.eat("table") {
            namespaces = false;
        } else if first {
            return Err(c.expected("`ALL TABLES`, `TABLE` or `TABLES IN SCHEMA`"));
        }
        first = false;
        if namespaces {
            let name = c.label("a namespace")?.name;
            let name = if name == "current_schema" { fold.path[0].clone() } else { name };
            publication.namespaces.push(name);
            publication.namespaces.sort();
            publication.namespaces.dedup();
        } else {
            let (name, table) = table(fold, c)?;
            publication.tables.insert(name, table);
        }
        if !c.eat_kind(Kind::Comma) {
            return Ok(());
        }
    }
}

fn table(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<(QName, PublicationTable)> {
    c.eat("only");
    let name = c.name("a table's name")?;
    c.eat_operator("*");
    let columns = if c.kind() == Some(Kind::Open) {
        let mut columns: Vec<String> = c.column_list()?.into_iter().map(|column| column.name).collect();
        columns.sort();
        columns.dedup();
        Some(columns)
    } else {
        None
    };
    let filter = if c.eat("where") { Some(c.parenthesised("a condition")?) } else { None };
    if fold.strict {
        fold.table(c, &name)?;
    }
    let found = fold.find(&name, |n| fold.schema.tables.contains_key(n));
    let qname = found.unwrap_or_else(|| fold.new_name(&name));
    Ok((qname, PublicationTable { columns, filter }))
}

/// `(publish = '..', publish_via_partition_root = b, publish_generated_columns = stored)`.
fn parameters(c: &mut Cursor<'_>, publication: &mut Publication) -> Parsed<()> {
    const KNOWN: &[&str] = &["publish", "publish_via_partition_root", "publish_generated_columns"];
    let span = c.here();
    for (name, value) in options::list(c)? {
        match name.as_str() {
            "publish" => {
                let mut list: Vec<String> =
                    value.split(',').map(|word| word.trim().to_ascii_lowercase()).collect();
                list.retain(|word| !word.is_empty());
                list.sort();
                list.dedup();
                if let Some(wrong) = list.iter().find(|word| !all_operations().contains(word)) {
                    let message = format!("a publication cannot publish `{wrong}`");
                    return Err(c.report(Code::Invalid, span, &message, ""));
                }
                publication.publish = list;
            }
            "publish_via_partition_root" => {
                publication.via_root = matches!(value.as_str(), "true" | "on" | "yes" | "1" | "t");
            }
            "publish_generated_columns" => {
                let stored = matches!(value.as_str(), "stored" | "true");
                publication.generated =
                    if stored { PublishGenerated::Stored } else { PublishGenerated::None };
            }
            other => {
                let mut error =
                    Diagnostic::new(Code::Invalid, format!("a publication has no parameter `{other}`"))
                        .at(c.place(span), "");
                error.help = did_you_mean(other, KNOWN.iter().copied());
                return Err(Box::new(error));
            }
        }
    }
    Ok(())
}

/// `ALTER PUBLICATION name ADD | SET | DROP objects | SET (..) | RENAME TO | OWNER TO`.
pub(super) fn alter(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    let name = c.ident("a publication's name")?;
    let Some(mut publication) = fold.schema.publications.get(&name.name).cloned() else {
        let known = fold.schema.publications.keys().map(String::as_str);
        return Err(fold.unknown_among(c, "publication", &name.name, name.span, known));
    };
    if c.eat("rename to") {
        let new = c.ident("a publication's name")?;
        c.finish("the end of the statement")?;
        let id = ObjectId::Publication(new.name.clone());
        if fold.schema.contains(&id) {
            return Err(fold.duplicate(c, "publication", &new.name, new.span, &id));
        }
        fold.schema.publications.remove(&name.name);
        publication.name.clone_from(&new.name);
        fold.schema.publications.insert(new.name, publication);
        fold.move_note(&ObjectId::Publication(name.name), id);
        return Ok(());
    }
    if c.eat("add") {
        objects(fold, c, &mut publication)?;
    } else if c.eat("drop") {
        let mut dropped =
            Publication { tables: BTreeMap::new(), namespaces: Vec::new(), ..publication.clone() };
        objects(fold, c, &mut dropped)?;
        publication.tables.retain(|name, _| !dropped.tables.contains_key(name));
        publication.namespaces.retain(|name| !dropped.namespaces.contains(name));
    } else if c.eat("set") {
        if c.kind() == Some(Kind::Open) {
            parameters(c, &mut publication)?;
        } else if c.eat("all tables") {
            publication.all_tables = true;
            publication.tables.clear();
            publication.namespaces.clear();
        } else {
            publication.tables.clear();
            publication.namespaces.clear();
            publication.all_tables = false;
            objects(fold, c, &mut publication)?;
        }
    } else {
        return Err(unknown(c, start, "this form of ALTER PUBLICATION"));
    }
    c.finish("`,` or the end of the statement")?;
    fold.schema.publications.insert(name.name, publication);
    Ok(())
}

/// `DROP PUBLICATION [IF EXISTS] name, ..`.
pub(super) fn drop(fold: &mut Fold, c: &mut Cursor<'_>) -> Parsed<()> {
    let lenient = if_exists(c);
    loop {
        let name = c.ident("a publication's name")?;
        if fold.schema.publications.remove(&name.name).is_none() && !lenient {
            let known = fold.schema.publications.keys().map(String::as_str);
            return Err(fold.unknown_among(c, "publication", &name.name, name.span, known));
        }
        fold.notes.remove(&ObjectId::Publication(name.name));
        if !c.eat_kind(Kind::Comma) {
            break;
        }
    }
    if !c.eat("cascade") {
        c.eat("restrict");
    }
    c.finish("`,` or the end of the statement")
}
