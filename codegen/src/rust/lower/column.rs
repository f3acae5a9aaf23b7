//! A field to a column.

use std::sync::Arc;

use syn::spanned::Spanned as _;

use super::place::place;
use super::structs::{Item, Structs};
use super::table::{allowed, comment_text, docs_note};
use super::types::{Meaning, inner, meaning};
use crate::emit;
use crate::load::Described;
use crate::model::{
    Audience, Builtin, Column, Extension, Generated, GeneratedKind, Identity, IdentityMode, Note, ObjectId,
    QName, SequenceOptions, Type,
};
use crate::report::{Code, Diagnostic, Errors, Source};
use crate::rust::decl::{ColumnDecl, IdentityDecl, TableDecl, Text};
use crate::rust::derived;
use crate::sql;

/// Lowers one field. `key` says whether it is part of the primary key, which makes it NOT NULL.
pub(super) fn column(
    item: &Item<TableDecl>,
    decl: &ColumnDecl,
    key: bool,
    structs: &Structs<'_>,
    described: &mut Described,
    errors: &mut Errors,
) -> Column {
    let name = decl.name.value.clone();
    let (ty, is_known) = ty(decl, &item.source, structs, errors);
    add_extension(&ty, described);
    let mut column = Column {
        not_null: !decl.nullable || key,
        default: decl.default.as_ref().map(|text| sql::expr(&text.value)),
        generated: decl.generated.as_ref().map(|generated| Generated {
            expr: sql::expr(&generated.expr.value),
            kind: if generated.is_virtual { GeneratedKind::Virtual } else { GeneratedKind::Stored },
        }),
        collation: decl.collation.as_ref().map(collation),
        comment: comment_text(decl.comment.as_ref(), &decl.docs),
        ..Column::new(name.clone(), ty)
    };
    column.identity = decl.identity.as_ref().map(|identity| self::identity(identity, &column.ty));
    if decl.serial {
        serial(item, decl, &mut column, described, errors);
    }
    let allow = allowed(&item.source, &decl.allow, errors);
    note(item, decl, is_known, described).allow = allow;
    column
}

/// The type that `sql_type` says, or that follows from the field's.
pub(super) fn ty(
    decl: &ColumnDecl,
    source: &Arc<Source>,
    structs: &Structs<'_>,
    errors: &mut Errors,
) -> (Type, bool) {
    let Meaning { ty, is_known } = meaning(&decl.ty, structs);
    let text = Type::Builtin(Builtin::Text);
    if let Some(written) = &decl.sql_type {
        match sql::parse_type(&written.value) {
            Ok(ty) => return (ty, is_known),
            Err(error) => errors.push(at(error, written, source)),
        }
        return (text, is_known);
    }
    if let Some(ty) = ty {
        return (ty, is_known);
    }
    let written = inner(&decl.ty);
    let here = place(source, written.span());
    let shown = here.text().to_owned();
    let message = format!("the SQL type of `{}` does not follow from `{shown}`", decl.ident);
    let help = match shown.as_str() {
        "Vector" | "HalfVector" | "SparseVector" => {
            "say it with its dimensions: `sql_type = \"vector(384)\"`"
        }
        "Bit" => "say it with its length: `sql_type = \"bit(8)\"`",
        _ => "say it: `#[column(sql_type = \"jsonb\")]`; an enum derives `PgEnum`, in a file that is read",
    };
    let mistake = Diagnostic::new(Code::UnknownType, message).at(here, "").help(help);
    errors.push(mistake);
    (text, is_known)
}

/// A mistake in the SQL of an attribute, shown at that attribute.
pub(super) fn at(error: Diagnostic, text: &Text, source: &Arc<Source>) -> Diagnostic {
    let Diagnostic { code, message, help, .. } = error;
    let shown = Diagnostic::new(code, message).at(place(source, text.span), "");
    match help {
        Some(help) => shown.help(help),
        None => shown,
    }
}

/// `C`, `public.german`, `auth."My collation"`. A bare name is one of the server's own.
pub(super) fn collation(text: &Text) -> QName {
    if text.value.contains(['.', '"'])
        && let Ok(Type::Named { name, .. }) = sql::parse_type(&text.value)
    {
        return name;
    }
    QName::new("pg_catalog", &text.value)
}

fn identity(decl: &IdentityDecl, ty: &Type) -> Identity {
    let IdentityDecl { by_default, start, increment, min, max, cache, cycle } = *decl;
    let mode = if by_default { IdentityMode::ByDefault } else { IdentityMode::Always };
    let options = SequenceOptions { start, increment, min, max, cache, cycle };
    Identity { mode, sequence: None, options: derived::options(options, ty) }
}

fn serial(
    item: &Item<TableDecl>,
    decl: &ColumnDecl,
    column: &mut Column,
    described: &mut Described,
    errors: &mut Errors,
) {
    let name = derived::sequence(&item.name, &column.name);
    match derived::serial(&item.name, &column.name, &column.ty, name) {
        Some(made) => {
            column.default = Some(made.default);
            described.schema.sequences.insert(made.sequence.name.clone(), made.sequence);
        }
        None => {
            let message = format!("`{}` is `serial` and no integer", decl.ident);
            let mistake = Diagnostic::new(Code::Invalid, message)
                .at(place(&item.source, decl.ty.span()), "")
                .help("make it `i16`, `i32` or `i64`");
            errors.push(mistake);
        }
    }
}

/// The type of an extension needs it; a struct has no other way to declare one.
pub(super) fn add_extension(ty: &Type, described: &mut Described) {
    if let Some(name) = ty.user_type().and_then(|name| sql::extension::of_type(&name.name)) {
        let extension = Extension { name: name.to_owned(), namespace: None, version: None, comment: None };
        described.schema.extensions.entry(name.to_owned()).or_insert(extension);
    }
}

fn note<'d>(
    item: &Item<TableDecl>,
    decl: &ColumnDecl,
    is_known: bool,
    described: &'d mut Described,
) -> &'d mut Note {
    let note = described.notes.entry(ObjectId::Column(item.name.clone(), decl.name.value.clone()));
    note.place = Some(place(&item.source, decl.ident.span()));
    note.audience = decl.private.then_some(Audience::Private);
    note.docs = docs_note(&decl.docs);
    note.renamed_from = decl.renamed_from.as_ref().map(|old| item.name.sibling(&old.value));
    let field = decl.ident.to_string();
    let field = field.trim_start_matches("r#");
    note.rust_name = (field != emit::snake(&decl.name.value)).then(|| field.to_owned());
    note.rust_type = (!is_known).then(|| place(&item.source, inner(&decl.ty).span()).text().to_owned());
    note
}
