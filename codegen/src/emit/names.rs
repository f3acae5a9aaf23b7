//! What every enum, table, column and value is called in Rust. All names are given out before anything is written, since a
//! foreign key may name a struct further down.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;
use syn::ext::IdentExt as _;

use super::ident::{camel, ident, is_usable, snake};
use super::singular::singular;
use crate::load::Described;
use crate::model::{Definition, DefinitionId, Notes, ObjectId, QName};

/// The Rust names of a schema.
pub(crate) struct Names<'a> {
    /// Enums, composite types, and domains with a type of their own.
    types: BTreeMap<&'a QName, Ident>,
    tables: BTreeMap<&'a QName, TableNames<'a>>,
    taken: BTreeSet<String>,
}

struct TableNames<'a> {
    ident: Ident,
    columns: BTreeMap<&'a str, Ident>,
}

impl<'a> Names<'a> {
    /// Gives out all names. An author's `@rust name` comes first, then names that say the same in SQL and in Rust, then
    /// those that were made singular, then other namespaces; what is taken by then gets its namespace before it or a number.
    pub(crate) fn new(described: &'a Described) -> Self {
        let schema = &described.schema;
        let notes = &described.notes;
        let mut wishes: Vec<Wish<'a>> = Vec::new();
        wishes.extend(own_types(described).map(|(name, id)| Wish::new(name, &id, true, notes)));
        wishes.extend(
            schema.tables.keys().map(|name| Wish::new(name, &ObjectId::Table(name.clone()), false, notes)),
        );
        wishes.sort_by_key(Wish::rank);
        let mut names = Self { types: BTreeMap::new(), tables: BTreeMap::new(), taken: BTreeSet::new() };
        for wish in wishes {
            let given = ident(&names.give(&wish));
            if wish.is_type {
                names.types.insert(wish.name, given);
            } else if let Some(table) = schema.tables.get(wish.name) {
                let columns = fields(&table.name, table.columns.iter().map(|c| c.name.as_str()), notes);
                names.tables.insert(wish.name, TableNames { ident: given, columns });
            }
        }
        names
    }

    /// The Rust enum of an enum, the struct of a composite type or domain.
    pub(super) fn named_type(&self, name: &QName) -> Option<&Ident> {
        self.types.get(name)
    }

    /// The struct of a table.
    pub(super) fn table(&self, name: &QName) -> Option<&Ident> {
        self.tables.get(name).map(|table| &table.ident)
    }

    /// The field of a column.
    pub(crate) fn column(&self, table: &QName, column: &str) -> Option<&Ident> {
        self.tables.get(table)?.columns.get(column)
    }

    /// The table behind a struct.
    pub(crate) fn table_of(&self, ident: &str) -> Option<&'a QName> {
        self.tables.iter().find(|(_, table)| table.ident == *ident).map(|(name, _)| *name)
    }

    /// The enum, composite type or domain behind a Rust type.
    pub(crate) fn type_of(&self, ident: &str) -> Option<&'a QName> {
        self.types.iter().find(|(_, given)| **given == *ident).map(|(name, _)| *name)
    }

    /// The column behind a field.
    pub(crate) fn column_of(&self, table: &QName, field: &str) -> Option<&'a str> {
        let columns = &self.tables.get(table)?.columns;
        columns.iter().find(|(_, ident)| ident.unraw() == field).map(|(name, _)| *name)
    }

    /// Whether the file itself declares a type of that name, or the derive will.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    fn give(&mut self, wish: &Wish<'_>) -> String {
        let mut candidates = vec![wish.wanted.clone(), wish.exact.clone()];
        if wish.name.namespace != "public" {
            candidates.push(camel(&format!("{}_{}", wish.name.namespace, wish.exact)));
        }
        let numbered = (2..).map(|n| format!("{}{n}", wish.wanted));
        let mut candidates = candidates.into_iter().chain(numbered);
        let given = candidates.find(|name| self.is_free(name, wish.is_type)).unwrap_or_default();
        self.taken.extend(claims(&given, wish.is_type));
        given
    }

    fn is_free(&self, name: &str, is_type: bool) -> bool {
        claims(name, is_type).iter().all(|claim| !self.taken.contains(claim))
    }
}

/// The types that one name stands for: the derive makes an insert and a patch type for each table.
fn claims(name: &str, is_type: bool) -> Vec<String> {
    let mut claims = vec![name.to_owned()];
    if !is_type {
        claims.extend([format!("New{name}"), format!("{name}Patch")]);
    }
    claims
}

/// What every file sees without a `use`. A struct of that name would hide it, in the file and in what is derived.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// What a type would be called if it were alone.
struct Wish<'a> {
    name: &'a QName,
    is_type: bool,
    is_said: bool,
    wanted: String,
    exact: String,
}

impl<'a> Wish<'a> {
    fn new(name: &'a QName, id: &ObjectId, is_type: bool, notes: &Notes) -> Self {
        let said = notes.get(id).and_then(|note| note.rust_name.as_deref()).filter(|name| is_usable(name));
        let exact = beside_prelude(camel(&name.name), is_type);
        let wanted = match said {
            Some(said) => said.to_owned(),
            None if is_type => exact.clone(),
            None => beside_prelude(camel(&singular(&name.name)), is_type),
        };
        Self { name, is_type, is_said: said.is_some(), wanted, exact }
    }

    fn rank(&self) -> (bool, bool, bool, bool, usize, &'a QName) {
        let elsewhere = self.name.namespace != "public";
        // Short names first: of `post` and `new_post` the former keeps its name.
        let length = self.name.name.len();
        (!self.is_said, elsewhere, self.wanted != self.exact, self.is_type, length, self.name)
    }
}

/// `option` is an `OptionRow`, and as an enum an `OptionValue`.
fn beside_prelude(name: String, is_type: bool) -> String {
    if !PRELUDE.contains(&name.as_str()) {
        return name;
    }
    name + if is_type { "Value" } else { "Row" }
}

/// The types that a file declares beside tables.
fn own_types(described: &Described) -> impl Iterator<Item = (&QName, ObjectId)> {
    let schema = &described.schema;
    let enums = schema.enums.keys().map(|name| (name, ObjectId::Enum(name.clone())));
    let domains = schema.domains.keys().map(|name| (name, ObjectId::Domain(name.clone())));
    let newtypes = domains.filter(|(_, id)| described.notes.get(id).is_some_and(|note| note.newtype));
    let composites = schema.definitions.values().filter_map(|definition| match definition {
        Definition::Composite(composite) => {
            let id = ObjectId::Definition(DefinitionId::Composite(composite.name.clone()));
            Some((&composite.name, id))
        }
        _ => None,
    });
    enums.chain(newtypes).chain(composites)
}

/// The fields of a table or composite type: an author's name first, then columns that keep their name, then the others in order.
pub(super) fn fields<'a>(
    owner: &QName,
    columns: impl Iterator<Item = &'a str>,
    notes: &Notes,
) -> BTreeMap<&'a str, Ident> {
    let mut wishes: Vec<(u8, &'a str, String)> = Vec::new();
    for column in columns {
        let id = ObjectId::Column(owner.clone(), column.to_owned());
        let said = notes.get(&id).and_then(|note| note.rust_name.as_deref()).filter(|name| is_usable(name));
        let wanted = said.map_or_else(|| snake(column), str::to_owned);
        let rank = if said.is_some() { 0 } else { 1 + u8::from(wanted != column) };
        wishes.push((rank, column, wanted));
    }
    wishes.sort_by_key(|(rank, _, _)| *rank);
    let mut taken = BTreeSet::new();
    let mut fields = BTreeMap::new();
    for (_, column, wanted) in wishes {
        let given = unique(wanted, "_", &mut taken);
        fields.insert(column, ident(&given));
    }
    fields
}

/// The variants of an enum, in the order of its values.
pub(super) fn variants(values: &[String]) -> Vec<Ident> {
    let mut taken = BTreeSet::new();
    values.iter().map(|value| ident(&unique(camel(value), "", &mut taken))).collect()
}

/// The name, or the name with the first number from 2 that makes it new.
fn unique(wanted: String, between: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|n| format!("{wanted}{between}{n}"));
    let mut candidates = std::iter::once(wanted.clone()).chain(numbered);
    let given = candidates.find(|name| !taken.contains(name)).unwrap_or(wanted);
    taken.insert(given.clone());
    given
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Table;

    fn named(tables: &[QName]) -> Vec<String> {
        let mut described = Described::default();
        for name in tables {
            described.schema.tables.insert(name.clone(), Table::new(name.clone()));
        }
        let names = Names::new(&described);
        tables.iter().filter_map(|name| names.table(name)).map(ToString::to_string).collect()
    }

    #[test]
    fn tables_that_want_one_name_get_different_ones() {
        let tables = ["users", "user", "userPublic", "user_public"].map(QName::public);
        assert_eq!(named(&tables), ["Users", "User", "UserPublic", "UserPublic2"]);
        assert_eq!(named(&[QName::new("auth", "user"), QName::public("user")]), ["AuthUser", "User"]);
    }

    #[test]
    fn the_types_that_the_derive_makes_are_taken_too() {
        let tables = ["post", "new_post", "post_patch"].map(QName::public);
        assert_eq!(named(&tables), ["Post", "NewPost2", "PostPatch2"]);
    }

    #[test]
    fn values_that_want_one_variant_are_numbered() {
        let values = ["in progress", "in-progress", "InProgress", "2fa", "self"].map(str::to_owned);
        let variants: Vec<String> = variants(&values).iter().map(ToString::to_string).collect();
        assert_eq!(variants, ["InProgress", "InProgress2", "InProgress3", "_2fa", "Self_"]);
    }
}
