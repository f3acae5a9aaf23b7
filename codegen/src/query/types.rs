//! Types by name, and what is known of them: of PostgreSQL's own from the catalog, of the schema's from the model.
//!
//! A type of PostgreSQL or of an extension is called as in `pg_type`; a type of the schema has its namespace before it;
//! an array is its element with `[]` behind it. A table's row type has the table's name.

use std::fmt;
use std::rc::Rc;

use super::catalog;
use super::model::{Model, TypeKind};

/// A type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ty(Rc<str>);

impl Ty {
    /// The type of that name.
    pub fn new(name: &str) -> Self {
        Self(Rc::from(name))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Whether it is called so.
    pub(crate) fn is(&self, name: &str) -> bool {
        *self.0 == *name
    }

    /// The type of a literal or parameter that nothing is known about yet.
    pub(crate) fn unknown() -> Self {
        Self::new("unknown")
    }

    pub(crate) fn is_unknown(&self) -> bool {
        self.is("unknown")
    }

    /// The array of it; an array's array is itself.
    pub(crate) fn array(&self) -> Self {
        if self.is_array() { self.clone() } else { Self::new(&format!("{}[]", self.0)) }
    }

    pub(crate) fn is_array(&self) -> bool {
        self.0.ends_with("[]")
    }

    /// What an array holds.
    pub(crate) fn element(&self) -> Option<Self> {
        match &*self.0 {
            "int2vector" => Some(Self::new("int2")),
            "oidvector" => Some(Self::new("oid")),
            name => name.strip_suffix("[]").map(Self::new),
        }
    }

    /// Whether it stands for whatever type an argument has.
    pub(crate) fn is_polymorphic(&self) -> bool {
        self.0.starts_with("any") && !self.is("any")
    }

    pub(crate) fn is_record(&self) -> bool {
        self.is("record")
    }
}

impl From<&str> for Ty {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

/// As PostgreSQL prints it in messages.
impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(element) = self.0.strip_suffix("[]") {
            return write!(f, "{}[]", Self::new(element));
        }
        f.write_str(match &*self.0 {
            "int2" => "smallint",
            "int4" => "integer",
            "int8" => "bigint",
            "float4" => "real",
            "float8" => "double precision",
            "bool" => "boolean",
            "varchar" => "character varying",
            "bpchar" => "character",
            "varbit" => "bit varying",
            name => name.strip_prefix("public.").unwrap_or(name),
        })
    }
}

/// What a type is built from, as far as rules ask for it.
impl Model {
    /// What a domain is made of; any other type is itself.
    pub(crate) fn base(&self, ty: &Ty) -> Ty {
        match self.type_kind(ty) {
            Some(TypeKind::Domain { base, .. }) => self.base(&base),
            _ => ty.clone(),
        }
    }

    /// `pg_type.typcategory`.
    pub(crate) fn category(&self, ty: &Ty) -> char {
        if ty.is_array() {
            return 'A';
        }
        if let Some(own) = catalog::type_of(ty.name()) {
            return own.category;
        }
        match self.type_kind(ty) {
            Some(TypeKind::Enum { .. }) => 'E',
            Some(TypeKind::Domain { base, .. }) => self.category(&base),
            Some(TypeKind::Range { .. } | TypeKind::Multirange { .. }) => 'R',
            Some(TypeKind::Composite { .. }) => 'C',
            Some(TypeKind::Opaque) | None => 'U',
        }
    }

    /// `pg_type.typispreferred`.
    pub(crate) fn is_preferred(&self, ty: &Ty) -> bool {
        catalog::type_of(ty.name()).is_some_and(|own| own.preferred)
    }

    /// Whether it has fields: a composite type, or the row of a table or view.
    pub(crate) fn is_composite(&self, ty: &Ty) -> bool {
        matches!(self.type_kind(ty), Some(TypeKind::Composite { .. }))
    }

    pub(crate) fn is_enum(&self, ty: &Ty) -> bool {
        matches!(self.type_kind(ty), Some(TypeKind::Enum { .. }))
    }

    /// What a range is over.
    pub(crate) fn subtype(&self, range: &Ty) -> Option<Ty> {
        if let Some(own) = catalog::type_of(range.name()) {
            return (own.kind == 'r').then(|| own.related.split(' ').next().map(Ty::new)).flatten();
        }
        match self.type_kind(range) {
            Some(TypeKind::Range { subtype, .. }) => Some(subtype),
            _ => None,
        }
    }

    /// The multirange of a range.
    pub(crate) fn multirange(&self, range: &Ty) -> Option<Ty> {
        if let Some(own) = catalog::type_of(range.name()) {
            return (own.kind == 'r').then(|| own.related.split(' ').nth(1).map(Ty::new)).flatten();
        }
        match self.type_kind(range) {
            Some(TypeKind::Range { multirange, .. }) => Some(multirange),
            _ => None,
        }
    }

    /// The range of a multirange.
    pub(crate) fn range(&self, multirange: &Ty) -> Option<Ty> {
        if let Some(own) = catalog::type_of(multirange.name()) {
            return (own.kind == 'm').then(|| Ty::new(own.related));
        }
        match self.type_kind(multirange) {
            Some(TypeKind::Multirange { range }) => Some(range),
            _ => None,
        }
    }
}
