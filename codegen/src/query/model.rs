//! The schema as `sql!` needs it: a text file that `build.rs` wrote, searched by name.
//!
//! The first line says which format it is. Every other line is one object; its first field, by which the lines are sorted,
//! is a letter for the kind and the name with its namespace. Fields are parted by tabs.
//!
//! | letter | object | fields |
//! | --- | --- | --- |
//! | `c` | cast of the schema | target, context |
//! | `f` | function | kind, result, flags, defaults, direct arguments, arguments; name and type of each; columns |
//! | `o` | operator | left, right, result |
//! | `r` | table, view | kind, keys; name, flags and columns of each key; name, type and flags of each column |
//! | `t` | type | what its kind needs |
//! | `x` | extension | |

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::catalog::{self, Function, Operator};
use super::lines;
use super::types::Ty;

/// The first line of a file that this version reads.
pub(crate) const HEADER: &str = "!tablewright schema 1";

/// The schema.
#[derive(Debug, Default)]
pub struct Model {
    text: String,
    relations: RefCell<HashMap<String, Option<Rc<Relation>>>>,
    types: RefCell<HashMap<String, Option<TypeKind>>>,
}

/// A table or view.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relation {
    /// With its namespace.
    pub(crate) name: String,
    /// `t` table, `v` view, `m` materialized view, `?` a view whose columns could not be worked out; `c` of the catalog.
    pub(crate) kind: char,
    pub(crate) keys: Vec<Key>,
    pub(crate) columns: Vec<Column>,
}

/// What is unique.
#[derive(Clone, Debug, Default)]
pub(crate) struct Key {
    /// The name of the constraint or index.
    pub(crate) name: String,
    /// `p` primary key, `u` constraint, `i` index, `x` index of an expression or a part of the rows, `e` exclusion.
    pub(crate) kind: char,
    pub(crate) columns: Vec<usize>,
}

/// A column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) ty: Option<Ty>,
    pub(crate) not_null: bool,
    /// Whether the table itself refuses NULL, whatever may be read.
    pub(crate) required: bool,
    pub(crate) has_default: bool,
    /// `GENERATED ALWAYS AS (..)`.
    pub(crate) generated: bool,
    /// `GENERATED ALWAYS AS IDENTITY`.
    pub(crate) always: bool,
    pub(crate) private: bool,
}

/// What kind of type something is.
#[derive(Clone, Debug)]
pub(crate) enum TypeKind {
    Enum { rust: String, values: Vec<String> },
    Domain { base: Ty, rust: String },
    Composite { fields: Vec<(String, Ty)>, rust: String },
    Range { subtype: Ty, multirange: Ty },
    Multirange { range: Ty },
    Opaque,
}

impl Model {
    /// Reads a file's text.
    ///
    /// # Errors
    /// Where another version wrote it.
    pub fn new(text: String) -> Result<Self, String> {
        match text.lines().next() {
            Some(HEADER) => Ok(Self { text, ..Self::default() }),
            _ => {
                Err("the file that `build.rs` wrote for `sql!` is of another version; use `tablewright` and \
                      `tablewright-codegen` of the same version"
                    .to_owned())
            }
        }
    }

    /// Whether the schema has the extension.
    pub(crate) fn has_extension(&self, name: &str) -> bool {
        lines::find(&self.text, &format!("x {name}")).next().is_some()
    }

    /// A table or view by its name with namespace.
    pub(crate) fn relation(&self, name: &str) -> Option<Rc<Relation>> {
        if let Some(known) = self.relations.borrow().get(name) {
            return known.clone();
        }
        let fields = lines::find(&self.text, &format!("r {}", lines::escape(name))).next();
        let found = fields.map(|fields| Rc::new(relation(name, fields)));
        self.relations.borrow_mut().insert(name.to_owned(), found.clone());
        found
    }

    /// A table or view as a statement names it, and those of PostgreSQL itself.
    pub(crate) fn find_relation(&self, schema: Option<&str>, name: &str) -> Option<Rc<Relation>> {
        let own = |schema: &str| self.relation(&format!("{schema}.{name}"));
        match schema {
            Some("pg_catalog") => system(name),
            Some("information_schema") => system(&format!("information_schema.{name}")),
            Some(schema) => own(schema),
            None => system(name).or_else(|| own("public")),
        }
    }

    /// The names of all tables and views, without `public`.
    pub(crate) fn relation_names(&self) -> impl Iterator<Item = &str> {
        self.named("r ")
    }

    fn named<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        lines::starting(&self.text, prefix)
            .map(move |name| &name[prefix.len()..])
            .map(|name| name.strip_prefix("public.").unwrap_or(name))
    }

    /// What a type of the schema is; `None` for those of PostgreSQL and its extensions.
    pub(crate) fn type_kind(&self, ty: &Ty) -> Option<TypeKind> {
        if !ty.name().contains('.') || ty.is_array() {
            return None;
        }
        if let Some(known) = self.types.borrow().get(ty.name()) {
            return known.clone();
        }
        let fields = lines::find(&self.text, &format!("t {}", lines::escape(ty.name()))).next();
        let found = match fields {
            Some(fields) => Some(type_kind(fields)),
            None => self.relation(ty.name()).map(|relation| TypeKind::Composite {
                rust: String::new(),
                fields: relation
                    .columns
                    .iter()
                    .map(|column| (column.name.clone(), column.ty.clone().unwrap_or_else(Ty::unknown)))
                    .collect(),
            }),
        };
        self.types.borrow_mut().insert(ty.name().to_owned(), found.clone());
        found
    }

    /// A type as a statement names it.
    pub(crate) fn find_type(&self, schema: Option<&str>, name: &str) -> Option<Ty> {
        let system = || {
            let own = catalog::type_of(name)?;
            (own.extension.is_empty() || self.has_extension(own.extension)).then(|| Ty::new(name))
        };
        let own = |schema: &str| {
            let ty = Ty::new(&format!("{schema}.{name}"));
            self.type_kind(&ty).map(|_| ty)
        };
        match schema {
            Some("pg_catalog") => system(),
            Some(schema) => own(schema).or_else(|| system().filter(|ty| !is_builtin(ty))),
            None => system().or_else(|| own("public")),
        }
    }

    /// The names of all types of the schema, without `public`.
    pub(crate) fn type_names(&self) -> impl Iterator<Item = &str> {
        self.named("t ")
    }

    /// The functions of that name.
    pub(crate) fn functions(&self, schema: Option<&str>, name: &str) -> Vec<Function> {
        let has = |extension: &str| self.has_extension(extension);
        let mut found = Vec::new();
        if schema != Some("pg_catalog") {
            let key = format!("f {}.{}", lines::escape(schema.unwrap_or("public")), lines::escape(name));
            found.extend(lines::find(&self.text, &key).filter_map(function));
        }
        if let Some(ty) = self.find_type(schema, name) {
            found.extend(self.constructors(&ty));
        }
        // Of two that take the same, PostgreSQL's own comes first, as in the search path.
        if schema.is_none() || schema == Some("pg_catalog") || found.is_empty() {
            found.splice(0..0, catalog::functions(name, has));
        }
        found
    }

    /// The functions that a range type of the schema brings along (manual 8.17.6).
    fn constructors(&self, ty: &Ty) -> Vec<Function> {
        let function = |args: Vec<Ty>, variadic| Function {
            kind: 'f',
            names: vec![String::new(); args.len()],
            args,
            result: Some(ty.clone()),
            variadic,
            own: true,
            ..Function::default()
        };
        match self.type_kind(ty) {
            Some(TypeKind::Range { subtype, .. }) => vec![
                function(vec![subtype.clone(), subtype.clone()], false),
                function(vec![subtype.clone(), subtype, Ty::new("text")], false),
            ],
            Some(TypeKind::Multirange { range }) => {
                vec![
                    function(Vec::new(), false),
                    function(vec![range.clone()], false),
                    function(vec![range.array()], true),
                ]
            }
            Some(
                TypeKind::Enum { .. }
                | TypeKind::Domain { .. }
                | TypeKind::Composite { .. }
                | TypeKind::Opaque,
            )
            | None => Vec::new(),
        }
    }

    /// The names of all functions of the schema, without `public`.
    pub(crate) fn function_names(&self) -> impl Iterator<Item = &str> {
        self.named("f ")
    }

    /// The operators of that name.
    pub(crate) fn operators(&self, name: &str) -> Vec<Operator> {
        let mut found = catalog::operators(name, |extension| self.has_extension(extension));
        found.extend(lines::find(&self.text, &format!("o {name}")).filter_map(|mut fields| {
            let left = fields.next()?;
            Some(Operator {
                left: (!left.is_empty()).then(|| Ty::new(left)),
                right: Ty::new(fields.next()?),
                result: Ty::new(fields.next()?),
                own: true,
            })
        }));
        found
    }

    /// Whether a cast of the schema itself leads from one type to the other: nothing is known of what it gives.
    pub(crate) fn is_own_cast(&self, source: &Ty, target: &Ty) -> bool {
        catalog::cast(source.name(), target.name()).is_none() && self.cast(source, target).is_some()
    }

    /// When a value of one type becomes another: `i`, `a`, `e`.
    pub(crate) fn cast(&self, source: &Ty, target: &Ty) -> Option<char> {
        catalog::cast(source.name(), target.name()).or_else(|| {
            lines::find(&self.text, &format!("c {}", lines::escape(source.name()))).find_map(|mut fields| {
                let is_target = fields.next() == Some(target.name());
                is_target.then(|| fields.next().and_then(|context| context.chars().next())).flatten()
            })
        })
    }
}

fn is_builtin(ty: &Ty) -> bool {
    catalog::type_of(ty.name()).is_some_and(|own| own.extension.is_empty())
}

/// A system table.
fn system(name: &str) -> Option<Rc<Relation>> {
    let columns = catalog::relation(name)?.into_iter().map(|(name, ty, not_null)| Column {
        name: name.to_owned(),
        ty: Some(Ty::new(ty)),
        not_null,
        ..Column::default()
    });
    Some(Rc::new(Relation { name: name.to_owned(), kind: 'c', keys: Vec::new(), columns: columns.collect() }))
}

fn relation(name: &str, mut fields: std::str::Split<'_, char>) -> Relation {
    let mut next = move || fields.next();
    let kind = next().and_then(|kind| kind.chars().next()).unwrap_or('t');
    let count = next().and_then(|count| count.parse().ok()).unwrap_or(0_usize);
    let keys = (0..count).filter_map(|_| {
        let (name, kind, columns) = (next()?, next()?, next()?);
        let columns = columns.split(' ').filter_map(|column| column.parse().ok()).collect();
        Some(Key { name: lines::unescape(name), kind: kind.chars().next().unwrap_or('u'), columns })
    });
    let keys = keys.collect();
    let mut columns = Vec::new();
    while let (Some(name), Some(ty), Some(flags)) = (next(), next(), next()) {
        columns.push(Column {
            name: lines::unescape(name),
            ty: Some(Ty::new(&lines::unescape(ty))),
            not_null: flags.contains('n'),
            required: flags.contains('r'),
            has_default: flags.contains('d'),
            generated: flags.contains('g'),
            always: flags.contains('a'),
            private: flags.contains('p'),
        });
    }
    Relation { name: name.to_owned(), kind, keys, columns }
}

fn type_kind(fields: std::str::Split<'_, char>) -> TypeKind {
    let fields: Vec<String> = fields.map(lines::unescape).collect();
    match fields.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["e", rust, ref values @ ..] => TypeKind::Enum {
            rust: rust.to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        },
        ["d", base, ref rest @ ..] => TypeKind::Domain {
            base: Ty::new(base),
            rust: rest.first().map_or_else(String::new, |rust| (*rust).to_owned()),
        },
        ["c", rust, ref rest @ ..] => TypeKind::Composite {
            rust: rust.to_owned(),
            fields: rest.chunks_exact(2).map(|pair| (pair[0].to_owned(), Ty::new(pair[1]))).collect(),
        },
        ["r", subtype, multirange, ..] => {
            TypeKind::Range { subtype: Ty::new(subtype), multirange: Ty::new(multirange) }
        }
        ["m", range, ..] => TypeKind::Multirange { range: Ty::new(range) },
        _ => TypeKind::Opaque,
    }
}

fn function(mut fields: std::str::Split<'_, char>) -> Option<Function> {
    let kind = fields.next()?.chars().next()?;
    let result = Ty::new(&lines::unescape(fields.next()?));
    let flags = fields.next()?;
    let (defaults, direct) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    let count: usize = fields.next()?.parse().ok()?;
    let mut pairs = Vec::new();
    while let (Some(name), Some(ty)) = (fields.next(), fields.next()) {
        pairs.push((lines::unescape(name), Ty::new(&lines::unescape(ty))));
    }
    let outs = pairs.split_off(count.min(pairs.len()));
    let (names, args) = pairs.into_iter().unzip();
    Some(Function {
        kind,
        args,
        names,
        result: Some(result),
        set: flags.contains('r'),
        strict: false,
        variadic: flags.contains('v'),
        defaults,
        direct,
        outs,
        own: true,
    })
}
