//! All structs and enums that were read, to be found by their Rust name.

use std::collections::BTreeMap;
use std::sync::Arc;

use proc_macro2::Span;
use syn::Ident;
use syn::ext::IdentExt as _;

use super::items::{Found, find};
use super::place::{place, report};
use crate::emit::Names;
use crate::load::Described;
use crate::model::{QName, Schema, Table};
use crate::report::{Code, Diagnostic, Errors, Place, Source};
use crate::rust::decl::{ColumnDecl, CompositeDecl, ConstraintDeclKind, EnumDecl, TableDecl, Text};
use crate::rust::parse;

/// What was read, in the order of the files.
pub(super) struct Structs<'b> {
    pub(super) tables: Vec<Item<TableDecl>>,
    pub(super) enums: Vec<Item<EnumDecl>>,
    pub(super) composites: Vec<Item<CompositeDecl>>,
    by_ident: BTreeMap<String, usize>,
    /// Enums, composite types and domains.
    types: BTreeMap<String, (QName, Place)>,
    /// What is generated from the schema beside it.
    beside: Names<'b>,
    schema_beside: &'b Schema,
}

/// The table behind a struct.
#[derive(Clone, Copy)]
pub(super) enum Referenced<'s> {
    /// A struct that was read.
    Struct(&'s Item<TableDecl>),
    /// A table of the schema beside it.
    Beside(&'s Table, &'s Names<'s>),
}

/// A declaration with the file that it stands in and the name of its object.
pub(super) struct Item<T> {
    pub(super) decl: T,
    pub(super) source: Arc<Source>,
    pub(super) name: QName,
}

impl<'b> Structs<'b> {
    /// Parses the files and reads the items that derive.
    pub(super) fn read(files: &[Arc<Source>], beside: &'b Described, errors: &mut Errors) -> Self {
        let mut all = Self {
            tables: Vec::new(),
            enums: Vec::new(),
            composites: Vec::new(),
            by_ident: BTreeMap::new(),
            types: BTreeMap::new(),
            beside: Names::new(beside),
            schema_beside: &beside.schema,
        };
        for source in files {
            match syn::parse_file(&source.text) {
                Ok(file) => {
                    let mut found = Vec::new();
                    find(file.items, &mut found);
                    for item in found {
                        all.add(item, source, errors);
                    }
                }
                Err(error) => report(source, Code::Syntax, error, errors),
            }
        }
        all
    }

    fn add(&mut self, found: Found, source: &Arc<Source>, errors: &mut Errors) {
        let source = Arc::clone(source);
        match found {
            Found::Table(input) => match parse::table(&input) {
                Ok(decl) => {
                    let name = qualified(decl.namespace.as_ref(), &decl.name);
                    let ident = decl.ident.unraw().to_string();
                    let span = decl.ident.span();
                    if let Some(first) = self.by_ident.get(&ident) {
                        let first = &self.tables[*first];
                        return twice(place(&first.source, first.decl.ident.span()), &source, span, errors);
                    }
                    self.by_ident.insert(ident, self.tables.len());
                    self.tables.push(Item { decl, source, name });
                }
                Err(error) => report(&source, Code::Invalid, error, errors),
            },
            Found::Enum(input) => match parse::enumeration(&input) {
                Ok(decl) => {
                    let name = qualified(decl.namespace.as_ref(), &decl.name);
                    if self.name_type(&decl.ident, &name, &source, errors) {
                        self.enums.push(Item { decl, source, name });
                    }
                }
                Err(error) => report(&source, Code::Invalid, error, errors),
            },
            Found::Composite(input) => match parse::composite(&input) {
                Ok(decl) => {
                    let name = qualified(decl.namespace.as_ref(), &decl.name);
                    if self.name_type(&decl.ident, &name, &source, errors) {
                        self.composites.push(Item { decl, source, name });
                    }
                }
                Err(error) => report(&source, Code::Invalid, error, errors),
            },
            Found::Domain(input) => match parse::domain(&input) {
                Ok(decl) => {
                    let name = qualified(decl.namespace.as_ref(), &decl.name);
                    self.name_type(&decl.ident, &name, &source, errors);
                }
                Err(error) => report(&source, Code::Invalid, error, errors),
            },
        }
    }

    /// Keeps the name of a type by its Rust name; false where there is one already.
    fn name_type(&mut self, ident: &Ident, name: &QName, source: &Arc<Source>, errors: &mut Errors) -> bool {
        let key = ident.unraw().to_string();
        if let Some((_, first)) = self.types.get(&key) {
            twice(first.clone(), source, ident.span(), errors);
            return false;
        }
        self.types.insert(key, (name.clone(), place(source, ident.span())));
        true
    }

    /// The table of a struct.
    pub(super) fn table(&self, ident: &Ident) -> Option<Referenced<'_>> {
        let ident = ident.unraw().to_string();
        if let Some(at) = self.by_ident.get(&ident) {
            return self.tables.get(*at).map(Referenced::Struct);
        }
        let table = self.schema_beside.tables.get(self.beside.table_of(&ident)?)?;
        Some(Referenced::Beside(table, &self.beside))
    }

    /// The names of all structs that were read.
    pub(super) fn table_idents(&self) -> impl Iterator<Item = &str> {
        self.by_ident.keys().map(String::as_str)
    }

    /// The enum, composite type or domain of a Rust type.
    pub(super) fn named_type(&self, ident: &Ident) -> Option<&QName> {
        let ident = ident.unraw().to_string();
        match self.types.get(&ident) {
            Some((name, _)) => Some(name),
            None => self.beside.type_of(&ident),
        }
    }
}

impl Referenced<'_> {
    /// The name of the table.
    pub(super) fn name(&self) -> &QName {
        match self {
            Self::Struct(item) => &item.name,
            Self::Beside(table, _) => &table.name,
        }
    }

    /// The columns of the primary key.
    pub(super) fn primary_key(&self) -> Vec<String> {
        match self {
            Self::Struct(item) => item.decl.primary_key(),
            Self::Beside(table, _) => {
                table.primary_key().map(|(_, key)| key.columns.clone()).unwrap_or_default()
            }
        }
    }

    /// The column of a field.
    pub(super) fn column(&self, field: &Ident) -> Option<String> {
        match self {
            Self::Struct(item) => item.decl.column(field).map(|column| column.name.value.clone()),
            Self::Beside(table, names) => {
                names.column_of(&table.name, &field.unraw().to_string()).map(str::to_owned)
            }
        }
    }

    /// The fields.
    pub(super) fn fields(&self) -> Vec<String> {
        match self {
            Self::Struct(item) => item.decl.columns.iter().map(|column| column.ident.to_string()).collect(),
            Self::Beside(table, names) => {
                let idents =
                    table.columns.iter().filter_map(|column| names.column(&table.name, &column.name));
                idents.map(ToString::to_string).collect()
            }
        }
    }
}

/// Foreign keys and fields name structs and enums without their module.
fn twice(first: Place, source: &Arc<Source>, span: Span, errors: &mut Errors) {
    let here = place(source, span);
    let message = format!("`{}` is declared twice", here.text());
    errors.push(
        Diagnostic::new(Code::Duplicate, message)
            .at(here, "again here")
            .with(first, "first here")
            .help("call one of them otherwise, and keep the name in SQL with `name = \"..\"`"),
    );
}

fn qualified(namespace: Option<&Text>, name: &Text) -> QName {
    match namespace {
        Some(namespace) => QName::new(&namespace.value, &name.value),
        None => QName::public(&name.value),
    }
}

impl TableDecl {
    /// The column of a field.
    pub(super) fn column(&self, field: &Ident) -> Option<&ColumnDecl> {
        self.columns.iter().find(|column| column.ident.unraw() == field.unraw())
    }

    /// The names of the fields' columns. The parser has seen to it that every field is there.
    pub(super) fn column_names(&self, fields: &[Ident]) -> Vec<String> {
        fields.iter().map(|field| self.column_name(field)).collect()
    }

    /// The name of a field's column.
    pub(super) fn column_name(&self, field: &Ident) -> String {
        self.column(field).map_or_else(|| field.unraw().to_string(), |column| column.name.value.clone())
    }

    /// The columns of the primary key.
    pub(super) fn primary_key(&self) -> Vec<String> {
        let key = self.constraints.iter().find_map(|constraint| match &constraint.kind {
            ConstraintDeclKind::PrimaryKey { columns, .. } => Some(columns.as_slice()),
            ConstraintDeclKind::Unique { .. }
            | ConstraintDeclKind::Check { .. }
            | ConstraintDeclKind::ForeignKey { .. }
            | ConstraintDeclKind::Exclusion { .. } => None,
        });
        self.column_names(key.unwrap_or_default())
    }
}
