//! `COMMENT ON`.

use super::cursor::{Cursor, Ident, Parsed};
use super::fold::{Fold, Relation};
use super::not_null;
use super::statement::unknown;
use super::{
    belonging, cast, collation, composite, event_trigger, foreign_data_wrapper, function, opaque, operator,
    operator_class, policy, rule, sequence, server, statistics, subscription, text_search, trigger, typedef,
};
use crate::model::{Definition, DefinitionId, FunctionKind, ObjectId, PUBLIC_COMMENT};
use crate::report::{Code, Diagnostic};

type Slot<'f> = Option<&'f mut Option<String>>;

/// `COMMENT ON kind name IS 'text' | NULL`.
pub(super) fn comment(fold: &mut Fold, c: &mut Cursor<'_>, start: usize) -> Parsed<()> {
    c.expect("on")?;
    let mut target = *c;
    let text = text_after_is(c)?;
    slot(fold, &mut target, start, text)?;
    target.expect("is")
}

/// Looks ahead for what is said.
fn text_after_is(c: &mut Cursor<'_>) -> Parsed<Option<String>> {
    while !c.is_done() && !c.is_word("is") {
        c.skip_balanced();
    }
    c.expect("is")?;
    let text = if c.eat("null") { None } else { Some(c.string("a string or `NULL`")?) };
    c.finish("the end of the statement")?;
    // An empty comment is none.
    Ok(text.filter(|text| !text.is_empty()))
}

fn slot(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, text: Option<String>) -> Parsed<()> {
    let what = c.word_at(0).unwrap_or_default();
    match what.as_str() {
        "table" | "index" | "sequence" | "view" => {
            c.bump();
            on_relation(fold, c, &what, text)
        }
        "materialized" if c.eat("materialized view") => on_relation(fold, c, "view", text),
        "column" => on_column(fold, c, text),
        "constraint" => on_constraint(fold, c, text),
        "type" | "domain" => on_type(fold, c, start, text),
        "schema" | "extension" | "publication" => on_plain(fold, c, &what, text),
        "function" | "procedure" | "routine" | "aggregate" => on_function(fold, c, &what, text),
        // They belong to the server, not to a schema.
        "database" | "role" | "tablespace" => {
            c.bump();
            c.bump();
            Ok(())
        }
        "event" if c.eat("event trigger") => {
            let id = event_trigger::find(fold, c)?;
            set(fold.schema.definitions.get_mut(&id).and_then(Definition::comment_mut), text);
            Ok(())
        }
        "foreign" if c.eat("foreign table") => on_relation(fold, c, "table", text),
        "statistics" => {
            c.bump();
            let id = statistics::find_next(fold, c)?;
            set(fold.schema.definitions.get_mut(&id).and_then(Definition::comment_mut), text);
            Ok(())
        }
        "trigger" => on_part(fold, c, &trigger::KIND, text),
        "rule" => on_part(fold, c, &rule::KIND, text),
        "policy" => on_part(fold, c, &policy::KIND, text),
        "collation" if c.eat("collation") => {
            let name = c.any_name("a collation")?;
            let id = collation::KIND.find(fold, c, &name)?;
            on_definition(fold, &id, text)
        }
        "cast" if c.eat("cast") => match cast::find(fold, c, false)? {
            Some(id) => on_definition(fold, &id, text),
            None => Ok(()),
        },
        "operator" if c.eat("operator class") => match operator_class::find(fold, c, false, false)? {
            Some(id) => on_definition(fold, &id, text),
            None => Ok(()),
        },
        "operator" if c.eat("operator family") => match operator_class::find(fold, c, true, false)? {
            Some(id) => on_definition(fold, &id, text),
            None => Ok(()),
        },
        "operator" if c.eat("operator") => match operator::find(fold, c, false)? {
            Some(id) => on_definition(fold, &id, text),
            None => Ok(()),
        },
        "text" if c.eat("text search") => {
            let id = text_search::find(fold, c)?;
            on_definition(fold, &id, text)
        }
        "foreign" if c.eat("foreign data wrapper") => {
            let id = foreign_data_wrapper::KIND.find(fold, c)?;
            on_definition(fold, &id, text)
        }
        "server" if c.eat("server") => {
            let id = server::KIND.find(fold, c)?;
            on_definition(fold, &id, text)
        }
        "subscription" if c.eat("subscription") => {
            let id = subscription::KIND.find(fold, c)?;
            on_definition(fold, &id, text)
        }
        "language" | "procedural" | "conversion" | "access" | "transform" => opaque::comment(fold, c, start),
        "large" => opaque::large_object(c),
        _ => {
            let words = format!("COMMENT ON {}", what.to_uppercase());
            Err(unknown(c, start, &words))
        }
    }
}

fn set(slot: Slot<'_>, text: Option<String>) {
    if let Some(slot) = slot {
        *slot = text;
    }
}

fn on_definition(fold: &mut Fold, id: &DefinitionId, text: Option<String>) -> Parsed<()> {
    set(fold.schema.definitions.get_mut(id).and_then(Definition::comment_mut), text);
    Ok(())
}

fn on_relation(fold: &mut Fold, c: &mut Cursor<'_>, what: &str, text: Option<String>) -> Parsed<()> {
    let name = c.name(&format!("the name of the {what}"))?;
    let (qname, relation) = fold.relation(c, what, &name)?;
    let schema = &mut fold.schema;
    let slot: Slot<'_> = match &relation {
        Relation::Table if what == "table" => schema.tables.get_mut(&qname).map(|t| &mut t.comment),
        Relation::View if what == "view" => schema.views.get_mut(&qname).map(|v| &mut v.comment),
        Relation::Sequence if what == "sequence" => schema.sequences.get_mut(&qname).map(|s| &mut s.comment),
        Relation::Index(table) if what == "index" => {
            let indexes = schema.indexes_mut(table);
            indexes.and_then(|indexes| indexes.get_mut(&qname.name)).map(|i| &mut i.comment)
        }
        // The comment of an identity column's sequence or of a constraint's index is not in the model.
        Relation::Identity(..)
        | Relation::Key(_)
        | Relation::Table
        | Relation::View
        | Relation::Sequence
        | Relation::Index(_) => {
            let id = super::fold::relation_id(&qname, &relation);
            let message = format!("`{qname}` is not a {what} but belongs to {} `{id}`", id.kind());
            return Err(c.report(Code::Invalid, name.span, &message, ""));
        }
    };
    set(slot, text);
    Ok(())
}

/// What belongs to a relation: `TRIGGER name ON todo`.
fn on_part(fold: &mut Fold, c: &mut Cursor<'_>, kind: &belonging::Kind, text: Option<String>) -> Parsed<()> {
    c.bump();
    let id = belonging::find(fold, c, kind)?;
    set(fold.schema.definitions.get_mut(&id).and_then(Definition::comment_mut), text);
    Ok(())
}

fn on_column(fold: &mut Fold, c: &mut Cursor<'_>, text: Option<String>) -> Parsed<()> {
    c.bump();
    let at = c.here();
    let (table, column) = sequence::column_name(c)?;
    if let Some(ObjectId::Definition(DefinitionId::Composite(name))) = typedef::find(fold, &table)
        && fold.find(&table, |n| fold.relations.contains_key(n)).is_none()
    {
        let ident = Ident { name: column, span: c.since(at.start) };
        set(composite::comment_slot(fold, c, &name, &ident)?, text);
        return Ok(());
    }
    let (qname, relation) = fold.relation(c, "table", &table)?;
    if relation == Relation::View {
        if let Some(view) = fold.schema.views.get_mut(&qname) {
            view.detail(&column, |detail| detail.comment = text);
        }
        return Ok(());
    }
    let found = fold.schema.tables.get_mut(&qname).and_then(|t| t.columns.get_mut(&column));
    if found.is_none() {
        let span = c.since(at.start);
        return Err(fold.unknown_column(c, &qname, &Ident { name: column, span }));
    }
    set(found.map(|column| &mut column.comment), text);
    Ok(())
}

fn on_constraint(fold: &mut Fold, c: &mut Cursor<'_>, text: Option<String>) -> Parsed<()> {
    c.bump();
    let name = c.ident("a constraint's name")?;
    c.expect("on")?;
    if c.eat("domain") {
        let domain = c.name("a domain's name")?;
        let Some(qname) = fold.find(&domain, |n| fold.schema.domains.contains_key(n)) else {
            return Err(fold.unknown(c, "domain", &domain, fold.schema.domains.keys()));
        };
        let checks = fold.schema.domains.get(&qname).map(|d| &d.checks);
        let known = checks.into_iter().flatten().map(|(name, _)| name.as_str());
        let error = fold.unknown_among(c, "constraint", &name.name, name.span, known);
        let found = fold.schema.domains.get_mut(&qname).and_then(|d| d.checks.get_mut(&name.name));
        let Some(check) = found else { return Err(error) };
        check.comment = text;
        return Ok(());
    }
    let table = c.name("a table's name")?;
    let qname = fold.table(c, &table)?;
    if let Some(column) = not_null::column(fold, &qname, &name.name) {
        not_null::change(fold, &qname, &column, |not_null| not_null.comment = text);
        return Ok(());
    }
    let known = fold.schema.tables.get(&qname);
    let known = known.into_iter().flat_map(|t| t.constraints.keys());
    let error = fold.unknown_in(c, &qname, "constraint", &name, known);
    let found = fold.schema.tables.get_mut(&qname).and_then(|t| t.constraints.get_mut(&name.name));
    let Some(constraint) = found else { return Err(error) };
    constraint.comment = text;
    Ok(())
}

fn on_type(fold: &mut Fold, c: &mut Cursor<'_>, start: usize, text: Option<String>) -> Parsed<()> {
    c.bump();
    let name = c.name("a type's name")?;
    let Some(id) = typedef::find(fold, &name) else {
        return Err(typedef::unknown_type(fold, c, "type", &name));
    };
    match &id {
        ObjectId::Enum(name) => set(fold.schema.enums.get_mut(name).map(|e| &mut e.comment), text),
        ObjectId::Domain(name) => set(fold.schema.domains.get_mut(name).map(|d| &mut d.comment), text),
        ObjectId::Definition(id @ DefinitionId::Opaque(_)) => {
            return opaque::more(fold, &mut c.clone(), start, id.bare_name().to_owned());
        }
        ObjectId::Definition(id) => {
            set(fold.schema.definitions.get_mut(id).and_then(|d| d.comment_mut()), text);
        }
        _ => {}
    }
    Ok(())
}

fn on_plain(fold: &mut Fold, c: &mut Cursor<'_>, what: &str, text: Option<String>) -> Parsed<()> {
    c.bump();
    let name = c.label("a name")?;
    let known: Vec<String> = match what {
        "schema" => fold.schema.namespaces.keys().cloned().collect(),
        "extension" => fold.schema.extensions.keys().cloned().collect(),
        _ => fold.schema.publications.keys().cloned().collect(),
    };
    let word = if what == "schema" { "namespace" } else { what };
    let error = fold.unknown_among(c, word, &name.name, name.span, known.iter().map(String::as_str));
    let slot: Slot<'_> = match what {
        "schema" => fold.schema.namespaces.get_mut(&name.name).map(|n| &mut n.comment),
        "extension" => fold.schema.extensions.get_mut(&name.name).map(|e| &mut e.comment),
        _ => fold.schema.publications.get_mut(&name.name).map(|p| &mut p.comment),
    };
    // As every database has it.
    let usual = what == "schema" && name.name == "public" && text.as_deref() == Some(PUBLIC_COMMENT);
    let text = text.filter(|_| !usual);
    // `public` and `plpgsql` are in every database, with the comments of that server.
    if slot.is_none() && name.name != "plpgsql" {
        return Err(error);
    }
    set(slot, text);
    Ok(())
}

fn on_function(fold: &mut Fold, c: &mut Cursor<'_>, what: &str, text: Option<String>) -> Parsed<()> {
    c.bump();
    let kind = match what {
        "function" => Some(FunctionKind::Function),
        "procedure" => Some(FunctionKind::Procedure),
        "aggregate" => Some(FunctionKind::Aggregate),
        _ => None,
    };
    let (name, found) = function::find(fold, c, kind)?;
    let Some(key) = found else {
        let error = Diagnostic::new(Code::UnknownName, format!("unknown function `{}`", name.written()))
            .at(c.place(name.span), "not defined before this");
        return Err(Box::new(error));
    };
    set(fold.schema.functions.get_mut(&key).map(|f| &mut f.comment), text);
    Ok(())
}
