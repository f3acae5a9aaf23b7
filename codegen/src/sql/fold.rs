//! The schema while it is being read, and the questions that every kind of object asks of it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::cursor::{Cursor, Ident, Name, Parsed};
use super::suggest::did_you_mean;
use super::typename::{self, Written};
use super::{extension, opaque};
use crate::model::{Audience, Builtin, DefinitionId, Notes, ObjectId, QName, Schema, Type, first_free_name};
use crate::report::{Code, Diagnostic, Errors, Place, Source};

/// What was read so far.
#[derive(Default)]
pub(super) struct Fold {
    pub(super) schema: Schema,
    pub(super) notes: Notes,
    pub(super) errors: Errors,
    /// Every name of a namespace that a table, view, sequence or index has.
    pub(super) relations: HashMap<QName, Relation>,
    /// How many constraints of a namespace have a name.
    pub(super) constraint_names: HashMap<QName, usize>,
    /// Tables that others have columns from, now or once: the only ones that changes go further from.
    pub(super) parents: HashSet<QName>,
    /// `search_path`: where an unqualified name is looked for, and (the first) made. Never empty.
    pub(super) path: Vec<String>,
    /// The texts that were read, in order.
    pub(super) sources: Vec<Arc<Source>>,
    /// Who may see what is being read.
    pub(super) audience: Audience,
    /// What the statement described, for comments above it and at the end of its lines.
    pub(super) targets: Vec<Target>,
    /// Types that nothing had declared yet when they were used.
    pub(super) unknown_types: Vec<(QName, Place)>,
    /// Whether names must be there already: an `ALTER` follows what it names, while the statements of a
    /// `schema.sql` may stand in any order, and what is still missing at the end is found by `check`.
    pub(super) strict: bool,
}

/// What has a name among the relations of a namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Table,
    View,
    Sequence,
    /// An index of that table.
    Index(QName),
    /// The index behind a constraint of that table.
    Key(QName),
    /// The sequence inside an identity column of that table.
    Identity(QName, String),
}

/// An object described by a part of a statement.
pub(super) struct Target {
    /// The bytes of its description.
    pub(super) span: Range<usize>,
    /// The object.
    pub(super) id: ObjectId,
}

impl Fold {
    /// What unqualified names mean from here on. What is no namespace of the user's is left out; nothing left is
    /// `public`.
    pub(super) fn set_path(&mut self, names: Vec<String>) {
        self.path = names;
        self.path.retain(|name| !matches!(name.as_str(), "" | "$user" | "pg_catalog" | "default"));
        if self.path.is_empty() {
            self.path.push("public".to_owned());
        }
    }

    // ---- names ------------------------------------------------------------------------------------------------

    /// The name that a new object gets.
    pub(super) fn new_name(&self, name: &Name) -> QName {
        let namespace = name.namespace.clone().unwrap_or_else(|| self.path[0].clone());
        QName::new(namespace, name.name.clone())
    }

    /// The name of an object that should be there: looked for along the search path.
    pub(super) fn find(&self, name: &Name, exists: impl Fn(&QName) -> bool) -> Option<QName> {
        if name.namespace.is_some() {
            return Some(self.new_name(name)).filter(exists);
        }
        let along_the_path =
            self.path.iter().map(|namespace| QName::new(namespace.clone(), name.name.clone()));
        along_the_path.into_iter().find(exists)
    }

    /// The name of a function that may come with the server: without a namespace it is looked for among the user's, and
    /// is otherwise taken to be built in. What is made later is found at the end.
    pub(super) fn function_name(&self, name: &Name) -> QName {
        let user = self.find(name, |n| self.schema.has_function(n));
        user.unwrap_or_else(|| match name.namespace {
            Some(_) => self.new_name(name),
            None => QName::new("pg_catalog", name.name.clone()),
        })
    }

    /// The table of that name.
    pub(super) fn table(&self, c: &Cursor<'_>, name: &Name) -> Parsed<QName> {
        self.find(name, |n| self.schema.tables.contains_key(n))
            .ok_or_else(|| self.unknown(c, "table", name, self.schema.tables.keys()))
    }

    /// The relation of that name, with what it is.
    pub(super) fn relation(&self, c: &Cursor<'_>, what: &str, name: &Name) -> Parsed<(QName, Relation)> {
        let found = self.find(name, |n| self.relations.contains_key(n));
        found
            .and_then(|n| self.relations.get(&n).cloned().map(|relation| (n, relation)))
            .ok_or_else(|| self.unknown(c, what, name, self.relations.keys()))
    }

    /// "unknown table `x`; did you mean `y`?"
    pub(super) fn unknown<'n>(
        &self,
        c: &Cursor<'_>,
        what: &str,
        name: &Name,
        known: impl IntoIterator<Item = &'n QName>,
    ) -> Box<Diagnostic> {
        let known: Vec<String> = known.into_iter().map(QName::to_string).collect();
        self.unknown_among(c, what, &name.written(), name.span.clone(), known.iter().map(String::as_str))
    }

    /// The same for a name that is not in a namespace.
    pub(super) fn unknown_among<'n>(
        &self,
        c: &Cursor<'_>,
        what: &str,
        written: &str,
        span: Range<usize>,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Box<Diagnostic> {
        let mut error = Diagnostic::new(Code::UnknownName, format!("unknown {what} `{written}`"))
            .at(c.place(span), "not defined before this");
        error.help = did_you_mean(written, known);
        Box::new(error)
    }

    /// "table `t` has no constraint `x`".
    pub(super) fn unknown_in(
        &self,
        c: &Cursor<'_>,
        table: &QName,
        kind: &str,
        name: &Ident,
        known: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Box<Diagnostic> {
        let message = format!("table `{table}` has no {kind} `{}`", name.name);
        let mut error = Diagnostic::new(Code::UnknownName, message).at(c.place(name.span.clone()), "");
        let known: Vec<String> = known.into_iter().map(|name| name.as_ref().to_owned()).collect();
        error.help = did_you_mean(&name.name, known.iter().map(String::as_str));
        Box::new(error)
    }

    /// "unknown column `x` of table `t`".
    pub(super) fn unknown_column(&self, c: &Cursor<'_>, table: &QName, column: &Ident) -> Box<Diagnostic> {
        let known = self.schema.tables.get(table);
        let known = known.into_iter().flat_map(|t| t.columns.iter()).map(|c| c.name.as_str());
        unknown_column(c, table, column, known)
    }

    /// Says that a name is taken, and by what.
    pub(super) fn duplicate(
        &self,
        c: &Cursor<'_>,
        what: &str,
        written: &str,
        span: Range<usize>,
        existing: &ObjectId,
    ) -> Box<Diagnostic> {
        let kind = existing.kind();
        let message = if kind == what {
            format!("{what} `{written}` is defined twice")
        } else {
            format!("{what} `{written}` cannot be defined: there is a {kind} of that name")
        };
        let mut error = Diagnostic::new(Code::Duplicate, message).at(c.place(span), "defined again here");
        if let Some(place) = self.notes.place(existing) {
            error = error.with(place.clone(), "first defined here");
        }
        Box::new(error)
    }

    // ---- relations --------------------------------------------------------------------------------------------

    /// Takes a name among the relations of its namespace. That another kind of object has it is found by `check`,
    /// whatever the source.
    pub(super) fn claim(
        &mut self,
        c: &Cursor<'_>,
        what: &str,
        name: &QName,
        span: Range<usize>,
        relation: Relation,
    ) -> Parsed<()> {
        if let Some(existing) = self.relations.get(name) {
            let id = relation_id(name, existing);
            if id.kind() == what {
                return Err(self.duplicate(c, what, &name.to_string(), span, &id));
            }
            return Ok(());
        }
        self.relations.insert(name.clone(), relation);
        Ok(())
    }

    /// A name for a relation, as `ChooseRelationName` finds it. `constraint` also keeps clear of constraints.
    pub(super) fn derive_relation(
        &self,
        table: &QName,
        columns: Option<&str>,
        label: &str,
        constraint: bool,
    ) -> String {
        first_free_name(&table.name, columns, label, |name| {
            let name = table.sibling(name);
            self.relations.contains_key(&name) || (constraint && self.constraint_names.contains_key(&name))
        })
    }

    /// A name for a constraint without an index, as `ChooseConstraintName` finds it.
    pub(super) fn derive_constraint(&self, table: &QName, columns: Option<&str>, label: &str) -> String {
        first_free_name(&table.name, columns, label, |name| {
            self.constraint_names.contains_key(&table.sibling(name))
        })
    }

    /// Remembers the name of a constraint.
    pub(super) fn claim_constraint(&mut self, name: QName) {
        *self.constraint_names.entry(name).or_default() += 1;
    }

    /// Forgets the name of a constraint.
    pub(super) fn release_constraint(&mut self, name: &QName) {
        if let Some(count) = self.constraint_names.get_mut(name) {
            *count -= 1;
            if *count == 0 {
                self.constraint_names.remove(name);
            }
        }
    }

    // ---- types ------------------------------------------------------------------------------------------------

    /// Reads a type and looks its name up.
    pub(super) fn read_type(&mut self, c: &mut Cursor<'_>) -> Parsed<Type> {
        if c.has_type_reference() {
            return self.type_of_column(c);
        }
        let written = typename::written(c)?;
        Ok(self.resolve(c, written))
    }

    /// `table.column%TYPE`: the type that the column has now.
    fn type_of_column(&mut self, c: &mut Cursor<'_>) -> Parsed<Type> {
        let (table, column) = super::sequence::column_name(c)?;
        c.eat_operator("%");
        c.expect("type")?;
        let name = self.table(c, &table)?;
        let found = self.schema.tables.get(&name).and_then(|t| t.columns.get(&column)).map(|c| c.ty.clone());
        found.ok_or_else(|| self.unknown_column(c, &name, &Ident { name: column, span: table.span }))
    }

    /// Looks the name of a type up. What nothing declares yet is asked again at the end.
    pub(super) fn resolve(&mut self, c: &Cursor<'_>, written: Written) -> Type {
        let (name, modifiers, array) = match written {
            Written::Known(ty) => return ty,
            Written::User { name, modifiers, array } => (name, modifiers, array),
        };
        let found = self.find(&name, |n| self.is_type(n));
        let found = found.or_else(|| self.extension_type(&name)).or_else(|| system_type(&name));
        let found = found.unwrap_or_else(|| {
            let guess = self.new_name(&name);
            self.unknown_types.push((guess.clone(), c.place(name.span.clone())));
            guess
        });
        let ty = Type::Named { name: found, modifiers };
        if array { ty.array() } else { ty }
    }

    /// Whether something declares that type: an enum, a domain, or the row of a table or view.
    pub(super) fn is_type(&self, name: &QName) -> bool {
        self.schema.enums.contains_key(name)
            || self.schema.domains.contains_key(name)
            || self.schema.composite(name).is_some()
            || self.schema.range(name).is_some()
            || self.schema.range_of_multirange(name).is_some()
            || self.schema.definitions.contains_key(&DefinitionId::Opaque(opaque::of_type(name)))
            || self.schema.tables.contains_key(name)
            || self.schema.views.contains_key(name)
    }

    /// A type that a well-known extension brings, in the namespace of that extension.
    fn extension_type(&self, name: &Name) -> Option<QName> {
        let owner = extension::of_type(&name.name)?;
        let place = self.schema.extensions.get(owner).and_then(|e| e.namespace.clone());
        let namespace = name.namespace.clone().or(place).unwrap_or_else(|| "public".to_owned());
        Some(QName::new(namespace, name.name.clone()))
    }

    /// "unknown type `x`; did you mean `y`?"
    pub(super) fn unknown_type(&self, name: &QName, place: Place) -> Diagnostic {
        let definitions = self.schema.definitions.keys().filter_map(DefinitionId::qname);
        let user = self.schema.enums.keys().chain(self.schema.domains.keys()).chain(definitions);
        let user = user.map(QName::to_string);
        let built_in = Builtin::ALL.iter().map(|b| b.as_str().to_owned());
        let more =
            ["int", "varchar", "timestamptz", "timestamp", "numeric", "interval", "serial", "bigserial"];
        let more = more.iter().copied().chain(extension::types()).map(str::to_owned);
        let known: Vec<String> = user.chain(built_in).chain(more).collect();
        let written = name.to_string();
        let mut error = Diagnostic::new(Code::UnknownType, format!("unknown type `{written}`"))
            .at(place, "neither built in nor declared");
        error.help = did_you_mean(&written, known.iter().map(String::as_str));
        error
    }

    // ---- notes ------------------------------------------------------------------------------------------------

    /// Remembers where an object is described: its name, and the whole of it.
    pub(super) fn describe(&mut self, c: &Cursor<'_>, id: ObjectId, name: Range<usize>, whole: Range<usize>) {
        self.notes.entry(id.clone()).place = Some(c.place(name));
        if let ObjectId::Enum(name) | ObjectId::Domain(name) | ObjectId::Table(name) | ObjectId::View(name) =
            &id
        {
            self.unknown_types.retain(|(unknown, _)| unknown != name);
        }
        if !self.schema.contains(&id) {
            super::default_privileges::born(self, &id);
        }
        self.targets.push(Target { span: whole, id });
    }

    /// Keeps what is said of an object under its new name.
    pub(super) fn move_note(&mut self, from: &ObjectId, to: ObjectId) {
        crate::diff::follow(&mut self.schema, from, &to);
        if let Some(note) = self.notes.remove(from) {
            *self.notes.entry(to) = note;
        }
    }
}

/// The id of what has a name among the relations.
pub(super) fn relation_id(name: &QName, relation: &Relation) -> ObjectId {
    match relation {
        Relation::Table => ObjectId::Table(name.clone()),
        Relation::View => ObjectId::View(name.clone()),
        Relation::Sequence => ObjectId::Sequence(name.clone()),
        Relation::Index(table) => ObjectId::Index(table.clone(), name.name.clone()),
        Relation::Key(table) => ObjectId::Constraint(table.clone(), name.name.clone()),
        Relation::Identity(table, column) => ObjectId::Column(table.clone(), column.clone()),
    }
}

/// "unknown column `x` of table `t`", for a table that is being made.
pub(super) fn unknown_column<'n>(
    c: &Cursor<'_>,
    table: &QName,
    column: &Ident,
    known: impl IntoIterator<Item = &'n str>,
) -> Box<Diagnostic> {
    let message = format!("table `{table}` has no column `{}`", column.name);
    let mut error =
        Diagnostic::new(Code::UnknownName, message).at(c.place(column.span.clone()), "unknown column");
    error.help = did_you_mean(&column.name, known);
    Box::new(error)
}

/// A type that every database has beside those of [`Builtin`]: the row of a catalog or of one of its views, a domain of the
/// information schema. PostgreSQL reserves the prefix `pg_` for its own.
fn system_type(name: &Name) -> Option<QName> {
    match name.namespace.as_deref() {
        Some(namespace @ ("pg_catalog" | "information_schema")) => Some(QName::new(namespace, &name.name)),
        None if name.name.starts_with("pg_") => Some(QName::new("pg_catalog", &name.name)),
        Some(_) | None => None,
    }
}
