//! What every table, column and enum is called in TypeScript.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToLowerCamelCase as _, ToUpperCamelCase as _};

use super::{Kind, Sent};
use crate::emit::singular;
use crate::load::Described;
use crate::model::QName;

/// Words that cannot name a `const`, and what the file imports or declares itself.
const TAKEN: &[&str] = &[
    "arguments",
    "async",
    "await",
    "boolean",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "createBuilder",
    "createSchema",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "enumeration",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "json",
    "let",
    "new",
    "null",
    "number",
    "package",
    "private",
    "protected",
    "public",
    "relationships",
    "return",
    "schema",
    "static",
    "string",
    "super",
    "switch",
    "table",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
    "zql",
];

/// Types that the file declares itself or that everybody knows under another meaning.
const TAKEN_TYPES: &[&str] = &[
    "Array", "Boolean", "Date", "Map", "Number", "Object", "Promise", "Record", "Row", "Schema", "Set",
    "String", "Symbol",
];

/// All names, given out before anything is written.
pub(super) struct Names<'a> {
    tables: BTreeMap<&'a QName, TableNames<'a>>,
    enums: BTreeMap<QName, String>,
}

struct TableNames<'a> {
    /// What queries say: `zql.userProfile`.
    name: String,
    /// The constant.
    constant: String,
    /// The type of its rows.
    row: String,
    columns: BTreeMap<&'a str, String>,
}

impl<'a> Names<'a> {
    pub(super) fn new(described: &Described, sent: &[Sent<'a>]) -> Self {
        let mut names = Taken::new(&[]);
        let mut constants = Taken::new(TAKEN);
        let mut types = Taken::new(TAKEN_TYPES);
        let mut tables = BTreeMap::new();
        for sent in in_order(sent) {
            let table = sent.published.table;
            let wanted = names.give(&wanted(&table.name), "");
            let constant = match TAKEN.contains(&wanted.as_str()) {
                true => constants.give(&format!("{wanted}Table"), ""),
                false => constants.give(&identifier(&wanted), ""),
            };
            let row = types.give(&identifier(&singular(&wanted).to_upper_camel_case()), "Row");
            let columns = columns(sent);
            tables.insert(&table.name, TableNames { name: wanted, constant, row, columns });
        }
        let mut enums = BTreeMap::new();
        for name in described.schema.enums.keys().filter(|name| is_used(name, sent)) {
            let wanted = identifier(&wanted(name).to_upper_camel_case());
            enums.insert(name.clone(), types.give(&wanted, "Value"));
        }
        Self { tables, enums }
    }

    pub(super) fn table(&self, name: &QName) -> &str {
        self.tables.get(name).map_or("", |names| &names.name)
    }

    pub(super) fn constant(&self, name: &QName) -> &str {
        self.tables.get(name).map_or("", |names| &names.constant)
    }

    pub(super) fn row(&self, name: &QName) -> &str {
        self.tables.get(name).map_or("", |names| &names.row)
    }

    pub(super) fn column<'n>(&'n self, table: &QName, column: &'n str) -> &'n str {
        self.tables.get(table).and_then(|names| names.columns.get(column)).map_or(column, String::as_str)
    }

    /// Every column of a table.
    pub(super) fn columns(&self, table: &QName) -> impl Iterator<Item = &str> {
        self.tables.get(table).into_iter().flat_map(|names| names.columns.values()).map(String::as_str)
    }

    /// The enums that columns use, with their types.
    pub(super) fn enums(&self) -> impl Iterator<Item = (&QName, &str)> {
        self.enums.iter().map(|(name, ty)| (name, ty.as_str()))
    }

    pub(super) fn enumeration(&self, name: &QName) -> &str {
        self.enums.get(name).map_or("string", String::as_str)
    }
}

/// Names that stay as they are come first: what has to change its name does so because of them.
fn in_order<'s, 'a>(sent: &'s [Sent<'a>]) -> Vec<&'s Sent<'a>> {
    let mut order: Vec<&Sent<'_>> = sent.iter().collect();
    order.sort_by_key(|sent| wanted(&sent.published.table.name) != sent.published.table.name.name);
    order
}

/// `user_profile` is `userProfile`, and `auth.session` is `authSession`.
fn wanted(name: &QName) -> String {
    match name.namespace.as_str() {
        "public" => camel(&name.name),
        namespace => camel(&format!("{namespace}_{}", name.name)),
    }
}

/// What has no separators stays as its author wrote it.
pub(super) fn camel(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '$';
    match name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(plain) {
        true => name.to_owned(),
        false => {
            let camel = name.to_lower_camel_case();
            if camel.is_empty() { name.to_owned() } else { camel }
        }
    }
}

/// Something that can name a constant or type.
fn identifier(name: &str) -> String {
    let text: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '_' || c == '$' { c } else { '_' })
        .collect();
    if text.starts_with(|c: char| c.is_ascii_digit()) || text.is_empty() { format!("_{text}") } else { text }
}

/// Columns that keep their name come first.
fn columns<'a>(sent: &Sent<'a>) -> BTreeMap<&'a str, String> {
    let mut order: Vec<&'a str> = sent.columns.iter().map(|(column, _)| column.name.as_str()).collect();
    order.sort_by_key(|name| camel(name) != *name);
    let mut taken = Taken::new(&[]);
    order.into_iter().map(|name| (name, taken.give(&camel(name), ""))).collect()
}

fn is_used(name: &QName, sent: &[Sent<'_>]) -> bool {
    let uses = |kind: &Kind| match kind {
        Kind::Enumeration(used) => used == name,
        Kind::Array(element) => matches!(&**element, Kind::Enumeration(used) if used == name),
        Kind::Number | Kind::String | Kind::Boolean | Kind::Json | Kind::NotSent | Kind::Fatal => false,
    };
    sent.iter().flat_map(|sent| &sent.columns).any(|(_, kind)| uses(kind))
}

/// Names that are given out once.
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    pub(super) fn new(taken: &[&str]) -> Self {
        Self(taken.iter().map(|name| (*name).to_owned()).collect())
    }

    pub(super) fn take(&mut self, name: &str) -> bool {
        self.0.insert(name.to_owned())
    }

    /// The name, or the name with that ending, or with a number.
    pub(super) fn give(&mut self, wanted: &str, ending: &str) -> String {
        let numbered = (2..).map(|n| format!("{wanted}{n}"));
        let mut candidates = [wanted.to_owned(), format!("{wanted}{ending}")].into_iter().chain(numbered);
        candidates.find(|name| self.take(name)).unwrap_or_else(|| wanted.to_owned())
    }
}
