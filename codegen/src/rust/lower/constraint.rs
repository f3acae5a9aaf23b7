//! Constraints to the model.

use std::sync::Arc;

use syn::spanned::Spanned as _;
use syn::{Ident, Path};

use super::column::at;
use super::index::{method, parameters};
use super::place::place;
use super::structs::{Item, Referenced, Structs};
use super::table::Taken;
use crate::load::Described;
use crate::model::{
    Check, Constraint, ConstraintKind, Deferrable, Exclusion, ForeignKey, MatchKind, ObjectId, PrimaryKey,
    QName, ReferentialAction, Table, Unique,
};
use crate::report::{Code, Diagnostic, Errors, Source, similar};
use crate::rust::decl::{ConstraintDecl, ConstraintDeclKind, TableDecl, Text};
use crate::rust::derived;
use crate::sql;

/// Lowers one constraint into its table.
pub(super) fn constraint(
    item: &Item<TableDecl>,
    decl: &ConstraintDecl,
    table: &mut Table,
    structs: &Structs<'_>,
    taken: &mut Taken,
    described: &mut Described,
    errors: &mut Errors,
) {
    let Some(kind) = kind(item, decl, structs, errors) else { return };
    let name = match &decl.name {
        Some(name) => name.value.clone(),
        None => {
            let (second, label) = derived::constraint_parts(table, &kind);
            taken.give(&item.name, second.as_deref(), label)
        }
    };
    let id = ObjectId::Constraint(item.name.clone(), name.clone());
    let here = place(&item.source, decl.name.as_ref().map_or(decl.span, |name| name.span));
    if let Some(first) = described.notes.place(&id) {
        let message = format!("two constraints of `{}` are called `{name}`", item.name);
        let mistake = Diagnostic::new(Code::Duplicate, message)
            .with(first.clone(), "first here")
            .at(here, "again here")
            .help("give one of them another name");
        errors.push(mistake);
        return;
    }
    described.notes.entry(id).place = Some(here);
    let comment = decl.comment.as_ref().map(|text| text.value.clone());
    table.constraints.insert(name.clone(), Constraint { comment, ..Constraint::new(name, kind) });
}

fn kind(
    item: &Item<TableDecl>,
    decl: &ConstraintDecl,
    structs: &Structs<'_>,
    errors: &mut Errors,
) -> Option<ConstraintKind> {
    let names = |fields: &[Ident]| item.decl.column_names(fields);
    let deferrable = deferrable(decl);
    Some(match &decl.kind {
        ConstraintDeclKind::PrimaryKey { columns, include } => ConstraintKind::PrimaryKey(PrimaryKey {
            columns: names(columns),
            include: names(include),
            deferrable,
            ..PrimaryKey::default()
        }),
        ConstraintDeclKind::Unique { columns, include, nulls_not_distinct } => {
            ConstraintKind::Unique(Unique {
                columns: names(columns),
                include: names(include),
                nulls_not_distinct: *nulls_not_distinct,
                deferrable,
                ..Unique::default()
            })
        }
        ConstraintDeclKind::Check { expr, no_inherit, column: _ } => ConstraintKind::Check(Check {
            expr: sql::expr(&expr.value),
            no_inherit: *no_inherit,
            not_valid: decl.not_valid,
            not_enforced: false,
        }),
        ConstraintDeclKind::ForeignKey {
            columns,
            table,
            references,
            on_delete,
            on_update,
            match_full,
            relation: _,
            reverse: _,
        } => {
            let (table, references) = referenced(item, table, references, structs, errors)?;
            ConstraintKind::ForeignKey(ForeignKey {
                columns: names(columns),
                table,
                references,
                match_kind: if *match_full { MatchKind::Full } else { MatchKind::Simple },
                on_delete: action(on_delete.as_ref(), &item.source, errors),
                on_update: action(on_update.as_ref(), &item.source, errors),
                deferrable,
                period: false,
                not_valid: decl.not_valid,
                not_enforced: false,
            })
        }
        ConstraintDeclKind::Exclusion { method: using, elements, include, parameters: with, predicate } => {
            let mut read = Vec::new();
            for element in elements {
                match sql::exclusion_element(&element.value) {
                    Ok(element) => read.push(element),
                    Err(error) => errors.push(at(error, element, &item.source)),
                }
            }
            ConstraintKind::Exclusion(Exclusion {
                method: method(using.as_ref()),
                elements: read,
                include: names(include),
                parameters: parameters(with),
                tablespace: None,
                predicate: predicate.as_ref().map(|text| sql::expr(&text.value)),
                deferrable,
            })
        }
    })
}

fn deferrable(decl: &ConstraintDecl) -> Deferrable {
    match (decl.initially_deferred, decl.deferrable) {
        (true, _) => Deferrable::Deferred,
        (false, true) => Deferrable::Immediate,
        (false, false) => Deferrable::No,
    }
}

fn action(text: Option<&Text>, source: &Arc<Source>, errors: &mut Errors) -> ReferentialAction {
    let Some(text) = text else { return ReferentialAction::NoAction };
    sql::referential_action(&text.value).unwrap_or_else(|error| {
        errors.push(at(error, text, source));
        ReferentialAction::NoAction
    })
}

/// The table and columns behind `Other::id`. Without fields, the primary key's.
fn referenced(
    item: &Item<TableDecl>,
    path: &Path,
    fields: &[Ident],
    structs: &Structs<'_>,
    errors: &mut Errors,
) -> Option<(QName, Vec<String>)> {
    let ident = &path.segments.last()?.ident;
    let itself = ident == "Self";
    let Some(other) = (if itself { Some(Referenced::Struct(item)) } else { structs.table(ident) }) else {
        let mistake = Diagnostic::new(Code::UnknownName, format!("no struct `{ident}` derives `Table`"))
            .at(place(&item.source, path.span()), "");
        let name = ident.to_string();
        errors.push(match similar(&name, structs.table_idents()) {
            Some(meant) => mistake.help(format!("did you mean `{meant}`?")),
            None => mistake.help("declare it in a file under `[schema] rust` of tablewright.toml"),
        });
        return None;
    };
    if fields.is_empty() {
        return Some((other.name().clone(), other.primary_key()));
    }
    let mut columns = Vec::new();
    for field in fields {
        match other.column(field) {
            Some(column) => columns.push(column),
            None => errors.push(unknown_field(item, other, ident, field)),
        }
    }
    (columns.len() == fields.len()).then(|| (other.name().clone(), columns))
}

fn unknown_field(item: &Item<TableDecl>, other: Referenced<'_>, ident: &Ident, field: &Ident) -> Diagnostic {
    let known = other.fields();
    let mistake = Diagnostic::new(Code::UnknownName, format!("`{ident}` has no field `{field}`"))
        .at(place(&item.source, field.span()), "");
    match similar(&field.to_string(), known.iter().map(String::as_str)) {
        Some(meant) => mistake.help(format!("did you mean `{meant}`?")),
        None => mistake.help("name a field of it, not a column"),
    }
}
