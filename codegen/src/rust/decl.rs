//! What a `#[derive(Table)]` struct or `#[derive(PgEnum)]` enum declares, as written.
//!
//! Expressions, SQL types and index elements are kept as the text in the attribute; only the feature `engine`
//! reads them.
//!
//! The attributes, all keys: `#[table(..)]` has the keys that [`TableDecl`] lists. `#[column(..)]` has those of
//! [`ColumnDecl`], and what concerns one column alone can be written there as well:
//!
//! ```text
//! primary_key            primary_key(name = "..", include(c))
//! unique                 unique(name = "..", nulls_not_distinct, deferrable)
//! check = ".."           check(expr = "..", name = "..", no_inherit, not_valid)
//! index                  index(name = "..", using = "hnsw", on("embedding vector_cosine_ops"), with("m = 16"))
//! references = User::id, on_delete = "cascade", on_update = "..", match_full, deferrable, initially_deferred,
//!     not_valid, relation = "author", reverse = "posts"
//! references(User::id, name = "..", comment = "..", on_delete = "..", ..)
//! ```
//!
//! A field whose name is a keyword is written `r#type`; names in `columns(..)`, `on(..)` and `include(..)` are fields.

use proc_macro2::Span;
use syn::{Ident, Path, Visibility};

/// A struct that describes a table.
pub struct TableDecl {
    /// The struct's name.
    pub ident: Ident,
    /// The struct's visibility; what is derived gets the same.
    pub vis: Visibility,
    /// The doc comment, one entry per line, without the leading space.
    pub docs: Vec<String>,
    /// `namespace = ".."`; `None` is `public`.
    pub namespace: Option<Text>,
    /// `name = ".."`, or the struct's name in snake case.
    pub name: Text,
    /// `private`.
    pub private: bool,
    /// `unlogged`.
    pub unlogged: bool,
    /// `renamed_from = "old"` or `"namespace.old"`.
    pub renamed_from: Option<Text>,
    /// `comment` (the doc comment is the `COMMENT ON TABLE`) or `comment = ".."`.
    pub comment: Option<Comment>,
    /// `allow = "TW012"`: lints that have nothing to say here; each text may hold several codes.
    pub allow: Vec<Text>,
    /// The fields, in order.
    pub columns: Vec<ColumnDecl>,
    /// `primary_key(..)`, `unique(..)`, `check(..)`, `foreign_key(..)`, `exclude(..)`, and the ones written at a column.
    pub constraints: Vec<ConstraintDecl>,
    /// `index(..)`.
    pub indexes: Vec<IndexDecl>,
}

/// Text of an attribute with its span.
#[derive(Clone)]
pub struct Text {
    /// The value of the string literal, or the derived name.
    pub value: String,
    /// Where it stands.
    pub span: Span,
}

/// What `COMMENT ON` says.
pub enum Comment {
    /// The same as the doc comment.
    Docs,
    /// This.
    Text(Text),
}

/// A field.
pub struct ColumnDecl {
    /// The field's name.
    pub ident: Ident,
    /// The field's type as written, `Option<..>` included.
    pub ty: syn::Type,
    /// The doc comment, one entry per line.
    pub docs: Vec<String>,
    /// `name = ".."`, or the field's name without `r#`.
    pub name: Text,
    /// `sql_type = ".."`; `None` follows from the Rust type.
    pub sql_type: Option<Text>,
    /// Whether the type is `Option<..>`.
    pub nullable: bool,
    /// `default = ".."`.
    pub default: Option<Text>,
    /// `serial`.
    pub serial: bool,
    /// `identity`, `identity(by_default, start = 100, ..)`.
    pub identity: Option<IdentityDecl>,
    /// `generated = ".."` (stored) or `generated_virtual = ".."`.
    pub generated: Option<GeneratedDecl>,
    /// `collate = ".."`.
    pub collation: Option<Text>,
    /// `private`.
    pub private: bool,
    /// `#[serde(skip)]` or `#[serde(skip_serializing)]`: the field is not part of what serde writes.
    pub serde_skip: bool,
    /// `renamed_from = ".."`.
    pub renamed_from: Option<Text>,
    /// `comment` or `comment = ".."`.
    pub comment: Option<Comment>,
    /// `allow = "TW012"`: lints that have nothing to say here.
    pub allow: Vec<Text>,
}

/// An identity column.
#[derive(Clone, Copy, Default)]
pub struct IdentityDecl {
    /// `by_default`; otherwise always.
    pub by_default: bool,
    /// `start = n`.
    pub start: Option<i64>,
    /// `increment = n`.
    pub increment: Option<i64>,
    /// `min = n`.
    pub min: Option<i64>,
    /// `max = n`.
    pub max: Option<i64>,
    /// `cache = n`.
    pub cache: Option<i64>,
    /// `cycle`.
    pub cycle: bool,
}

/// A generated column.
pub struct GeneratedDecl {
    /// The expression.
    pub expr: Text,
    /// `generated_virtual`.
    pub is_virtual: bool,
}

/// A constraint, written at the struct or at a field.
pub struct ConstraintDecl {
    /// `name = ".."`; `None` is the name that PostgreSQL derives.
    pub name: Option<Text>,
    /// What it says.
    pub kind: ConstraintDeclKind,
    /// `deferrable`.
    pub deferrable: bool,
    /// `initially_deferred`.
    pub initially_deferred: bool,
    /// `not_valid`.
    pub not_valid: bool,
    /// `comment = ".."`.
    pub comment: Option<Text>,
    /// Where it stands.
    pub span: Span,
}

/// What a constraint says. Columns are the fields' names.
pub enum ConstraintDeclKind {
    /// `primary_key(columns(a, b), include(c))`, or `primary_key` at a field.
    PrimaryKey {
        /// The key.
        columns: Vec<Ident>,
        /// `include(..)`.
        include: Vec<Ident>,
    },
    /// `unique(columns(a, b), include(c), nulls_not_distinct)`, or `unique` at a field.
    Unique {
        /// The columns.
        columns: Vec<Ident>,
        /// `include(..)`.
        include: Vec<Ident>,
        /// `nulls_not_distinct`.
        nulls_not_distinct: bool,
    },
    /// `check(expr = "..", no_inherit)`, or `check = ".."` at a field.
    Check {
        /// The condition.
        expr: Text,
        /// `no_inherit`.
        no_inherit: bool,
        /// The field at which it stands: its name is part of the derived name.
        column: Option<Ident>,
    },
    /// `foreign_key(columns(a, b), references(Other, c, d), on_delete = "..")`, or `references = Other::id` at a field.
    ForeignKey {
        /// The referencing fields.
        columns: Vec<Ident>,
        /// The struct of the referenced table.
        table: Path,
        /// The referenced fields.
        references: Vec<Ident>,
        /// `on_delete = "cascade"`, `"set null (column)"`, ...
        on_delete: Option<Text>,
        /// `on_update = ".."`.
        on_update: Option<Text>,
        /// `match_full`.
        match_full: bool,
        /// `relation = "author"`: what to call the way to the referenced row.
        relation: Option<Text>,
        /// `reverse = "posts"`: what to call the way back.
        reverse: Option<Text>,
    },
    /// `exclude(using = "gist", elements("room WITH =", ..), include(..), with("..") , where = "..")`.
    Exclusion {
        /// `using = ".."`; `None` is `btree`.
        method: Option<Text>,
        /// Elements as SQL.
        elements: Vec<Text>,
        /// `include(..)`.
        include: Vec<Ident>,
        /// `with("name = value", ..)`.
        parameters: Vec<Text>,
        /// `where = ".."`.
        predicate: Option<Text>,
    },
}

/// `index(name = "..", unique, using = "hnsw", on(title, "lower(title) DESC"), include(..), with("m = 16"), where = "..")`.
pub struct IndexDecl {
    /// `name = ".."`; `None` is the name that PostgreSQL derives.
    pub name: Option<Text>,
    /// `unique`.
    pub unique: bool,
    /// `using = ".."`; `None` is `btree`.
    pub method: Option<Text>,
    /// `on(..)`.
    pub elements: Vec<IndexElementDecl>,
    /// `include(..)`.
    pub include: Vec<Ident>,
    /// `nulls_not_distinct`.
    pub nulls_not_distinct: bool,
    /// `with(..)`.
    pub parameters: Vec<Text>,
    /// `tablespace = ".."`.
    pub tablespace: Option<Text>,
    /// `where = ".."`.
    pub predicate: Option<Text>,
    /// `comment = ".."`.
    pub comment: Option<Text>,
    /// Where it stands.
    pub span: Span,
}

/// What is indexed.
pub enum IndexElementDecl {
    /// A field.
    Column(Ident),
    /// SQL: a column with class or order, or an expression.
    Sql(Text),
}

/// An enum that is a PostgreSQL enum type.
pub struct EnumDecl {
    /// The enum's name.
    pub ident: Ident,
    /// The enum's visibility.
    pub vis: Visibility,
    /// The doc comment, one entry per line.
    pub docs: Vec<String>,
    /// `namespace = ".."`; `None` is `public`.
    pub namespace: Option<Text>,
    /// `name = ".."`, or the enum's name in snake case.
    pub name: Text,
    /// `comment` or `comment = ".."`.
    pub comment: Option<Comment>,
    /// The variants, in order.
    pub variants: Vec<VariantDecl>,
}

/// One value of an enum.
pub struct VariantDecl {
    /// The variant's name.
    pub ident: Ident,
    /// `#[pg_enum(value = "..")]`, or the variant's name in snake case.
    pub value: Text,
}

/// A struct that describes a composite type.
pub struct CompositeDecl {
    /// The struct's name.
    pub ident: Ident,
    /// The doc comment, one entry per line.
    pub docs: Vec<String>,
    /// `namespace = ".."`; `None` is `public`.
    pub namespace: Option<Text>,
    /// `name = ".."`, or the struct's name in snake case.
    pub name: Text,
    /// `comment` or `comment = ".."`.
    pub comment: Option<Comment>,
    /// The attributes, in order.
    pub fields: Vec<ColumnDecl>,
}

/// A struct around one value that is a domain.
pub struct DomainDecl {
    /// The struct's name.
    pub ident: Ident,
    /// `namespace = ".."`; `None` is `public`.
    pub namespace: Option<Text>,
    /// `name = ".."`, or the struct's name in snake case.
    pub name: Text,
    /// The type of the value in it.
    pub base: syn::Type,
}
