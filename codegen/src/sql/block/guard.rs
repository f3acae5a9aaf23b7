//! `IF [NOT] EXISTS (SELECT .. FROM <catalog> WHERE ..) THEN`: what a block asks the catalogs before it defines something. Where
//! it asks for names only, the schema that was read so far has the answer.

use crate::model::{DefinitionId, QName};
use crate::sql::cursor::{Cursor, Name};
use crate::sql::fold::{Fold, Relation};
use crate::sql::text::Kind;

/// A question.
pub(super) struct Guard {
    negated: bool,
    subject: Subject,
    /// What the name is compared with.
    name: String,
    /// The namespace, where one is asked for.
    namespace: Option<String>,
    /// The table (or type) that holds what is asked for, where one is asked for.
    holder: Option<Name>,
}

/// What is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Namespace,
    Extension,
    Publication,
    Type,
    Relation,
    Table,
    TableOrView,
    View,
    Sequence,
    Index,
    Column,
    Constraint,
    Trigger,
    Policy,
    Function,
    EnumValue,
}

/// A catalog: what it lists, the column of the name, that of the namespace, that of the holder.
type Catalog = (&'static str, Subject, &'static str, &'static str, &'static str);

/// The catalogs that scripts ask (the manual's chapters 52 and 37). An empty name: there is no such column.
const CATALOGS: &[Catalog] = &[
    ("pg_namespace", Subject::Namespace, "nspname", "", ""),
    ("schemata", Subject::Namespace, "schema_name", "", ""),
    ("pg_extension", Subject::Extension, "extname", "", ""),
    ("pg_publication", Subject::Publication, "pubname", "", ""),
    ("pg_type", Subject::Type, "typname", "typnamespace", ""),
    ("pg_class", Subject::Relation, "relname", "relnamespace", ""),
    ("pg_tables", Subject::Table, "tablename", "schemaname", ""),
    ("tables", Subject::TableOrView, "table_name", "table_schema", ""),
    ("pg_views", Subject::View, "viewname", "schemaname", ""),
    ("views", Subject::View, "table_name", "table_schema", ""),
    ("pg_matviews", Subject::View, "matviewname", "schemaname", ""),
    ("pg_sequences", Subject::Sequence, "sequencename", "schemaname", ""),
    ("sequences", Subject::Sequence, "sequence_name", "sequence_schema", ""),
    ("pg_indexes", Subject::Index, "indexname", "schemaname", "tablename"),
    ("columns", Subject::Column, "column_name", "table_schema", "table_name"),
    ("pg_attribute", Subject::Column, "attname", "", "attrelid"),
    ("pg_constraint", Subject::Constraint, "conname", "connamespace", "conrelid"),
    ("table_constraints", Subject::Constraint, "constraint_name", "constraint_schema", "table_name"),
    ("pg_trigger", Subject::Trigger, "tgname", "", "tgrelid"),
    ("triggers", Subject::Trigger, "trigger_name", "trigger_schema", "event_object_table"),
    ("pg_policies", Subject::Policy, "policyname", "schemaname", "tablename"),
    ("pg_policy", Subject::Policy, "polname", "", "polrelid"),
    ("pg_proc", Subject::Function, "proname", "pronamespace", ""),
    ("routines", Subject::Function, "routine_name", "routine_schema", ""),
    ("pg_enum", Subject::EnumValue, "enumlabel", "", "enumtypid"),
];

impl Guard {
    /// The question that a statement of a block begins with; `None` where it asks for more than names. The cursor stands
    /// behind `THEN` then.
    pub(super) fn read(c: &mut Cursor<'_>) -> Option<Self> {
        let negated = c.eat("not");
        if !c.eat("exists") {
            return None;
        }
        let mut query = c.group("the query of `EXISTS`").ok()?;
        if !query.eat("select") || !c.eat("then") {
            return None;
        }
        if !query.eat("from") {
            query.take_until(|c| c.is_word("from"));
            query.bump()?;
        }
        let catalogs = catalogs(&mut query)?;
        // The namespace is joined to what has its name.
        let asked = catalogs.iter().find(|catalog| catalog.1 != Subject::Namespace).or(catalogs.first())?;
        let joined = catalogs.len() > 1;
        let mut guard =
            Self { negated, subject: asked.1, name: String::new(), namespace: None, holder: None };
        loop {
            guard.condition(&mut query, asked, joined)?;
            if !query.eat("and") {
                break;
            }
        }
        let complete = query.is_done() && !guard.name.is_empty();
        // Which of the values of several types, columns of several tables, is meant must be said.
        let needs_holder = matches!(guard.subject, Subject::Column | Subject::EnumValue);
        (complete && (!needs_holder || guard.holder.is_some())).then_some(guard)
    }

    /// One `column = value`.
    fn condition(&mut self, c: &mut Cursor<'_>, asked: &Catalog, joined: bool) -> Option<()> {
        let column = column(c)?;
        if !c.eat_operator("=") {
            return None;
        }
        if joined && c.kind() != Some(Kind::String) && column.ends_with("namespace") {
            // `c.relnamespace = n.oid`.
            return (self::column(c)? == "oid").then_some(());
        }
        if (joined && column == "nspname") || (column == asked.3 && !column.is_empty()) {
            if c.eat("current_schema") {
                c.group("`()`").ok()?;
            } else {
                self.namespace = Some(value(c, "regnamespace")?.name);
            }
            return Some(());
        }
        if column == asked.2 {
            self.name = c.string("a name").ok()?;
            cast(c, "name");
            return Some(());
        }
        if column == asked.4 && !column.is_empty() {
            self.holder = Some(if column.ends_with("id") {
                value(c, if self.subject == Subject::EnumValue { "regtype" } else { "regclass" })?
            } else {
                Name { namespace: None, name: c.string("a name").ok()?, span: 0..0 }
            });
            return Some(());
        }
        None
    }

    /// What the server would answer.
    pub(super) fn holds(&self, fold: &Fold) -> bool {
        let schema = &fold.schema;
        let found = match self.subject {
            Subject::Namespace => schema.namespaces.contains_key(&self.name),
            Subject::Extension => schema.extensions.contains_key(&self.name),
            Subject::Publication => schema.publications.contains_key(&self.name),
            Subject::Type => self.any(all_types(fold)),
            Subject::Relation => self.any(fold.relations.keys()),
            Subject::Table => self.any(schema.tables.keys()),
            Subject::TableOrView => self.any(schema.tables.keys().chain(schema.views.keys())),
            Subject::View => self.any(schema.views.keys()),
            Subject::Sequence => self.any(fold.relations.iter().filter_map(|(name, relation)| {
                matches!(relation, Relation::Sequence | Relation::Identity(..)).then_some(name)
            })),
            Subject::Index => fold.relations.iter().any(|(name, relation)| match relation {
                Relation::Index(table) | Relation::Key(table) => self.is(name) && self.is_of(table),
                Relation::Table | Relation::View | Relation::Sequence | Relation::Identity(..) => false,
            }),
            Subject::Column => schema.tables.values().any(|table| {
                self.is_of(&table.name) && self.is_in(&table.name) && table.columns.contains(&self.name)
            }),
            Subject::Constraint => schema.tables.values().any(|table| {
                self.is_of(&table.name)
                    && self.is_in(&table.name)
                    && table.constraints.contains_key(&self.name)
            }),
            Subject::Trigger => schema
                .definitions
                .keys()
                .any(|id| matches!(id, DefinitionId::Trigger(on, name) if self.is_part(on, name))),
            Subject::Policy => schema
                .definitions
                .keys()
                .any(|id| matches!(id, DefinitionId::Policy(on, name) if self.is_part(on, name))),
            Subject::Function => self.any(schema.functions.keys().map(|(name, _)| name)),
            Subject::EnumValue => {
                schema.enums.values().any(|one| self.is_of(&one.name) && one.values.contains(&self.name))
            }
        };
        found != self.negated
    }

    fn any<'n>(&self, mut names: impl Iterator<Item = &'n QName>) -> bool {
        names.any(|name| self.is(name))
    }

    fn is(&self, name: &QName) -> bool {
        name.name == self.name && self.is_in(name)
    }

    fn is_in(&self, name: &QName) -> bool {
        self.namespace.as_ref().is_none_or(|namespace| *namespace == name.namespace)
    }

    fn is_of(&self, name: &QName) -> bool {
        self.holder.as_ref().is_none_or(|holder| {
            holder.name == name.name && holder.namespace.as_ref().is_none_or(|n| *n == name.namespace)
        })
    }

    /// Whether a trigger or policy of that name is what is meant.
    fn is_part(&self, relation: &QName, name: &str) -> bool {
        name == self.name && self.is_of(relation) && self.is_in(relation)
    }
}

/// The names of all types: every table and view has one too.
fn all_types(fold: &Fold) -> impl Iterator<Item = &QName> {
    let schema = &fold.schema;
    let defined = schema.definitions.keys().filter_map(|id| match id {
        DefinitionId::Composite(name) | DefinitionId::Range(name) => Some(name),
        _ => None,
    });
    let of_rows = schema.tables.keys().chain(schema.views.keys());
    schema.enums.keys().chain(schema.domains.keys()).chain(defined).chain(of_rows)
}

/// `catalog [AS] [alias] [JOIN catalog alias ON ..].. WHERE`.
fn catalogs(c: &mut Cursor<'_>) -> Option<Vec<&'static Catalog>> {
    let mut found = Vec::new();
    loop {
        let name = c.any_name("a catalog").ok()?;
        if name.namespace.as_deref().is_some_and(|n| n != "pg_catalog" && n != "information_schema") {
            return None;
        }
        found.push(CATALOGS.iter().find(|catalog| catalog.0 == name.name)?);
        c.eat("as");
        if !["join", "inner", "where", "on"].iter().any(|word| c.is_word(word))
            && c.kind() != Some(Kind::Comma)
        {
            c.ident("an alias").ok()?;
        }
        if c.eat("on") {
            // Only the namespace is joined, by its number.
            let on = c.take_until(|c| c.is_word("where") || c.is_word("join") || c.is_word("inner"));
            if on.is_done() {
                return None;
            }
        }
        if c.eat("where") {
            let others = found.iter().filter(|catalog| catalog.1 != Subject::Namespace).count();
            return (others <= 1 && found.len() <= 2).then_some(found);
        }
        if !c.eat("join") && !c.eat("inner join") && !c.eat_kind(Kind::Comma) {
            return None;
        }
    }
}

/// `[alias.]column`.
fn column(c: &mut Cursor<'_>) -> Option<String> {
    Some(c.any_name("a column").ok()?.name)
}

/// `'name'`, with a cast to the type of such names where a number is compared.
fn value(c: &mut Cursor<'_>, ty: &str) -> Option<Name> {
    let text = c.string("a name").ok()?;
    cast(c, ty);
    let mut parts = text.split('.').map(|part| part.trim_matches('"').to_owned());
    let (first, second) = (parts.next()?, parts.next());
    Some(match second {
        Some(name) => Name { namespace: Some(first), name, span: 0..0 },
        None => Name { namespace: None, name: first, span: 0..0 },
    })
}

fn cast(c: &mut Cursor<'_>, ty: &str) {
    if c.eat_kind(Kind::Cast) {
        c.eat(ty);
    }
}
