//! `#[derive(PgEnum)]`.

use heck::ToSnakeCase;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Ident, Variant};

use super::items;
use super::mistakes::Mistakes;
use super::values::docs;
use crate::rust::decl::{Comment, EnumDecl, Text, VariantDecl};

const ENUM_KEYS: &[&str] = &["name", "namespace", "comment"];
const VARIANT_KEYS: &[&str] = &["value"];

/// Reads an enum.
pub(super) fn enumeration(input: &DeriveInput, mistakes: &mut Mistakes) -> EnumDecl {
    let (mut name, mut namespace, mut comment) = (None, None, None::<Comment>);
    for item in items::of_attributes(&input.attrs, "pg_enum", mistakes) {
        match item.key.as_str() {
            "name" => name = item.text(mistakes),
            "namespace" => namespace = item.text(mistakes),
            "comment" => comment = item.comment(mistakes),
            _ => mistakes.unknown("key", &item.key, item.span, ENUM_KEYS),
        }
    }
    let name = name.unwrap_or_else(|| snake(&input.ident));
    let variants = variants(input, mistakes);
    let docs = docs(&input.attrs);
    EnumDecl { ident: input.ident.clone(), vis: input.vis.clone(), docs, namespace, name, comment, variants }
}

fn variants(input: &DeriveInput, mistakes: &mut Mistakes) -> Vec<VariantDecl> {
    let Data::Enum(data) = &input.data else {
        mistakes.push(input.ident.span(), "`PgEnum` is derived for an enum whose variants have no fields");
        return Vec::new();
    };
    let mut all: Vec<VariantDecl> = Vec::new();
    for variant in &data.variants {
        let read = self::variant(variant, mistakes);
        if all.iter().any(|other| other.value.value == read.value.value) {
            let message = format!("two variants stand for the value \"{}\"", read.value.value);
            mistakes.push(read.value.span, message);
        }
        all.push(read);
    }
    all
}

fn variant(variant: &Variant, mistakes: &mut Mistakes) -> VariantDecl {
    if !matches!(variant.fields, Fields::Unit) {
        mistakes.push(variant.ident.span(), "a value of a PostgreSQL enum has no fields");
    }
    let mut value = None;
    for item in items::of_attributes(&variant.attrs, "pg_enum", mistakes) {
        match item.key.as_str() {
            "value" => value = item.text(mistakes),
            _ => mistakes.unknown("key", &item.key, item.span, VARIANT_KEYS),
        }
    }
    VariantDecl { ident: variant.ident.clone(), value: value.unwrap_or_else(|| snake(&variant.ident)) }
}

/// A Rust name as the SQL name that it stands for when none is given.
pub(super) fn snake(ident: &Ident) -> Text {
    Text { value: ident.unraw().to_string().to_snake_case(), span: ident.span() }
}
