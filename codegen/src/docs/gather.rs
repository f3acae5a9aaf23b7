//! From a described schema to what a page says.

use std::collections::{BTreeMap, BTreeSet};

use super::data::{
    Docs, DomainDocs, EnumDocs, FieldDocs, KeyDocs, PartDocs, RelationDocs, RelationKind, RuleDocs, Target,
};
use crate::ddl::{self, DefinitionStatement, IndexStatement};
use crate::load::Described;
use crate::model::{
    Audience, Column, Constraint, ConstraintKind, Deferrable, Distribution, ForeignKey, GeneratedKind,
    IdentityMode, Index, MatchKind, Notes, ObjectId, QName, ReferentialAction, Schema, Table, Type, View,
};

/// What a page says of a schema; `touched` names the migration that last touched an object.
pub fn docs(described: &Described, touched: &BTreeMap<ObjectId, String>, title: &str) -> Docs {
    let gather = Gather { schema: &described.schema, notes: &described.notes, touched };
    let schema = gather.schema;
    let tables = schema.tables.values().filter(|table| table.partition.is_none());
    let mut relations: Vec<RelationDocs> = tables.map(|table| gather.table(table)).collect();
    relations.extend(schema.views.values().map(|view| gather.view(view)));
    let key = |relation: &RelationDocs| {
        (relation.namespace != "public", relation.namespace.clone(), relation.query.is_some())
    };
    relations.sort_by_cached_key(key);
    let mut namespaces: Vec<String> = Vec::new();
    relations.iter().for_each(|relation| {
        if !namespaces.contains(&relation.namespace) {
            namespaces.push(relation.namespace.clone());
        }
    });
    Docs { title: title.to_owned(), namespaces, relations, enums: gather.enums(), domains: gather.domains() }
}

struct Gather<'a> {
    schema: &'a Schema,
    notes: &'a Notes,
    touched: &'a BTreeMap<ObjectId, String>,
}

impl Gather<'_> {
    fn table(&self, table: &Table) -> RelationDocs {
        let id = ObjectId::Table(table.name.clone());
        let primary = table.primary_key().map(|(_, key)| key.columns.as_slice()).unwrap_or_default();
        let mut remarks: Vec<String> = Vec::new();
        remarks.extend(table.unlogged.then(|| "unlogged".to_owned()));
        remarks.extend(table.row_security.enabled.then(|| "row level security".to_owned()));
        remarks.extend(table.foreign.as_ref().map(|foreign| format!("on server {}", foreign.server)));
        remarks.extend(
            (!table.inherits.is_empty()).then(|| format!("inherits from {}", names(&table.inherits))),
        );
        remarks.extend(table.distribution.as_ref().map(|distribution| match distribution {
            Distribution::By { column, colocate: _ } => format!("distributed by {column}"),
            Distribution::Reference => "reference table".to_owned(),
        }));
        let upkeep = self.notes.get(&id).and_then(|note| note.partitions.as_ref());
        remarks.extend(upkeep.map(|upkeep| format!("a partition every {}", upkeep.every)));
        let constraints = || table.constraints.values();
        let mut keys: Vec<&Constraint> = constraints()
            .filter(|c| !matches!(c.kind, ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_)))
            .collect();
        keys.sort_by_key(|c| !matches!(c.kind, ConstraintKind::PrimaryKey(_)));
        let checks = constraints().filter(|c| matches!(c.kind, ConstraintKind::Check(_)));
        let own = table.foreign_keys().map(|(name, key)| self.key(table, name, key));
        let definitions = self.schema.definitions_of(&table.name).map(|definition| {
            let sql = DefinitionStatement::Create(definition.clone()).to_string();
            let id = definition.id();
            RuleDocs { name: id.to_string(), sql, comment: self.comment(&ObjectId::Definition(id), None) }
        });
        RelationDocs {
            anchor: anchor("table", &table.name),
            name: table.name.to_string(),
            namespace: table.name.namespace.clone(),
            kind: if table.foreign.is_some() { RelationKind::ForeignTable } else { RelationKind::Table },
            private: self.notes.table_audience(&table.name) == Audience::Private,
            comment: self.comment(&id, table.comment.as_deref()),
            migration: self.touched.get(&id).cloned(),
            remarks,
            columns: table.columns.iter().map(|column| self.column(table, column, primary)).collect(),
            keys: keys.into_iter().map(rule).collect(),
            references: own.collect(),
            referenced_by: self.referenced_by(&table.name),
            checks: checks.map(rule).collect(),
            indexes: indexes(&table.name, &table.indexes),
            definitions: definitions.collect(),
            partitioned: table.partitioned.as_ref().map(ddl::partition_key),
            partitions: self.partitions(&table.name),
            query: None,
        }
    }

    fn column(&self, table: &Table, column: &Column, primary: &[String]) -> FieldDocs {
        let id = ObjectId::Column(table.name.clone(), column.name.clone());
        let alone = |c: &Constraint| match &c.kind {
            ConstraintKind::PrimaryKey(key) => key.columns == [column.name.as_str()],
            ConstraintKind::Unique(key) => key.columns == [column.name.as_str()],
            ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => false,
        };
        let references = table.foreign_keys().flat_map(|(_, key)| {
            let pairs = key.columns.iter().zip(&key.references);
            pairs.filter(|(own, _)| **own == column.name).map(|(_, other)| target(&key.table, other))
        });
        let mut collation = String::new();
        if let Some(name) = &column.collation {
            collation = format!(" collate {name}");
        }
        FieldDocs {
            anchor: field_anchor(&table.name, &column.name),
            name: column.name.clone(),
            ty: ddl::ty(&column.ty) + &collation,
            type_anchor: self.type_anchor(&column.ty),
            nullable: !column.not_null,
            primary: primary.contains(&column.name),
            unique: table.constraints.values().any(alone),
            references: references.collect(),
            default: column.default.as_ref().map(ddl::text),
            generated: column.generated.as_ref().map(|generated| {
                let word = match generated.kind {
                    GeneratedKind::Stored => "stored",
                    GeneratedKind::Virtual => "virtual",
                };
                (ddl::text(&generated.expr), word)
            }),
            identity: column.identity.as_ref().map(|identity| match identity.mode {
                IdentityMode::Always => "always",
                IdentityMode::ByDefault => "by default",
            }),
            private: self.notes.column_audience(&table.name, &column.name) == Audience::Private,
            comment: self.comment(&id, column.comment.as_deref()),
        }
    }

    fn view(&self, view: &View) -> RelationDocs {
        let id = ObjectId::View(view.name.clone());
        let audience = self.notes.get(&id).and_then(|note| note.audience).unwrap_or_default();
        // Without a server the columns of a query are known only where the view names them.
        let named = view.columns.iter().chain(view.details.keys());
        let mut seen = BTreeSet::new();
        let columns = named.filter(|name| seen.insert(name.as_str())).map(|name| {
            let detail = view.details.get(name);
            FieldDocs {
                anchor: field_anchor(&view.name, name),
                name: name.clone(),
                ty: String::new(),
                type_anchor: None,
                nullable: true,
                primary: false,
                unique: false,
                references: Vec::new(),
                default: detail.and_then(|detail| detail.default.as_ref()).map(ddl::text),
                generated: None,
                identity: None,
                private: audience == Audience::Private,
                comment: detail.and_then(|detail| detail.comment.clone()),
            }
        });
        RelationDocs {
            anchor: anchor("view", &view.name),
            name: view.name.to_string(),
            namespace: view.name.namespace.clone(),
            kind: if view.materialized { RelationKind::MaterializedView } else { RelationKind::View },
            private: audience == Audience::Private,
            comment: self.comment(&id, view.comment.as_deref()),
            migration: self.touched.get(&id).cloned(),
            remarks: view.options.iter().map(|(name, value)| format!("{name} = {value}")).collect(),
            columns: columns.collect(),
            keys: Vec::new(),
            references: Vec::new(),
            referenced_by: Vec::new(),
            checks: Vec::new(),
            indexes: indexes(&view.name, &view.indexes),
            definitions: Vec::new(),
            partitioned: None,
            partitions: Vec::new(),
            query: Some(view.query.text.clone()),
        }
    }

    fn key(&self, table: &Table, name: &str, key: &ForeignKey) -> KeyDocs {
        let id = ObjectId::Constraint(table.name.clone(), name.to_owned());
        let optional = key.columns.iter().any(|own| table.columns.get(own).is_some_and(|c| !c.not_null));
        let is_key =
            |columns: &[String]| !columns.is_empty() && columns.iter().all(|c| key.columns.contains(c));
        let unique = table.constraints.values().any(|c| match &c.kind {
            ConstraintKind::PrimaryKey(own) => is_key(&own.columns),
            ConstraintKind::Unique(own) => is_key(&own.columns),
            ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) | ConstraintKind::Exclusion(_) => false,
        });
        let comment = table.constraints.get(name).and_then(|c| c.comment.as_deref());
        let comment = self.comment(&id, comment);
        KeyDocs {
            name: name.to_owned(),
            anchors: (anchor("table", &table.name), anchor("table", &key.table)),
            tables: (table.name.to_string(), key.table.to_string()),
            columns: (key.columns.clone(), key.references.clone()),
            actions: actions(key),
            optional,
            unique,
            comment,
        }
    }

    fn referenced_by(&self, name: &QName) -> Vec<KeyDocs> {
        let tables = self.schema.tables.values().filter(|table| table.partition.is_none());
        let keys = tables.flat_map(|table| table.foreign_keys().map(move |(key, of)| (table, key, of)));
        keys.filter(|(.., of)| of.table == *name).map(|(table, key, of)| self.key(table, key, of)).collect()
    }

    /// The partitions of a table, and theirs.
    fn partitions(&self, name: &QName) -> Vec<PartDocs> {
        let mut found = Vec::new();
        for table in self.schema.tables.values() {
            let Some(partition) = table.partition.as_ref().filter(|part| part.parent == *name) else {
                continue;
            };
            let id = ObjectId::Table(table.name.clone());
            found.push(PartDocs {
                anchor: anchor("table", &table.name),
                name: table.name.to_string(),
                bound: ddl::partition_bound(&partition.bound),
                partitioned: table.partitioned.as_ref().map(ddl::partition_key),
                migration: self.touched.get(&id).cloned(),
                comment: self.comment(&id, table.comment.as_deref()),
            });
            found.extend(self.partitions(&table.name));
        }
        found
    }

    fn enums(&self) -> Vec<EnumDocs> {
        let docs = |e: &crate::model::Enum| {
            let id = ObjectId::Enum(e.name.clone());
            EnumDocs {
                anchor: anchor("type", &e.name),
                name: e.name.to_string(),
                values: e.values.clone(),
                comment: self.comment(&id, e.comment.as_deref()),
                migration: self.touched.get(&id).cloned(),
                used_by: self.users(&e.name),
            }
        };
        self.schema.enums.values().map(docs).collect()
    }

    fn domains(&self) -> Vec<DomainDocs> {
        let docs = |domain: &crate::model::Domain| {
            let id = ObjectId::Domain(domain.name.clone());
            let check = |(name, check): (&String, &crate::model::DomainCheck)| RuleDocs {
                name: name.clone(),
                sql: format!("CHECK ({})", ddl::text(&check.expr)),
                comment: check.comment.clone(),
            };
            DomainDocs {
                anchor: anchor("type", &domain.name),
                name: domain.name.to_string(),
                ty: ddl::ty(&domain.ty),
                nullable: !domain.not_null,
                default: domain.default.as_ref().map(ddl::text),
                checks: domain.checks.iter().map(check).collect(),
                comment: self.comment(&id, domain.comment.as_deref()),
                migration: self.touched.get(&id).cloned(),
                used_by: self.users(&domain.name),
            }
        };
        self.schema.domains.values().map(docs).collect()
    }

    /// The columns of a type, or of an array of it.
    fn users(&self, ty: &QName) -> Vec<Target> {
        let tables = self.schema.tables.values().filter(|table| table.partition.is_none());
        let columns = tables.flat_map(|table| table.columns.iter().map(move |column| (table, column)));
        let of_type = columns.filter(|(_, column)| column.ty.user_type() == Some(ty));
        of_type.map(|(table, column)| target(&table.name, &column.name)).collect()
    }

    fn type_anchor(&self, ty: &Type) -> Option<String> {
        let name = ty.user_type()?;
        let known = self.schema.enums.contains_key(name) || self.schema.domains.contains_key(name);
        known.then(|| anchor("type", name))
    }

    /// `COMMENT ON`, else the comment above it in the source.
    fn comment(&self, id: &ObjectId, comment: Option<&str>) -> Option<String> {
        let docs = || self.notes.get(id).and_then(|note| note.docs.as_deref());
        comment.or_else(docs).map(str::to_owned)
    }
}

/// What a foreign key says beyond its columns: `ON DELETE CASCADE`.
fn actions(key: &ForeignKey) -> String {
    let plain = ForeignKey {
        match_kind: MatchKind::default(),
        on_delete: ReferentialAction::default(),
        on_update: ReferentialAction::default(),
        deferrable: Deferrable::default(),
        ..key.clone()
    };
    let text = |key: &ForeignKey| ddl::constraint(&ConstraintKind::ForeignKey(key.clone()));
    let (all, plain) = (text(key), text(&plain));
    all.strip_prefix(&plain).unwrap_or_default().trim().to_owned()
}

fn rule(constraint: &Constraint) -> RuleDocs {
    RuleDocs {
        name: constraint.name.clone(),
        sql: ddl::constraint(&constraint.kind),
        comment: constraint.comment.clone(),
    }
}

fn indexes(relation: &QName, indexes: &BTreeMap<String, Index>) -> Vec<RuleDocs> {
    let docs = |index: &Index| {
        let (table, index_) = (relation.clone(), index.clone());
        let create = IndexStatement::Create { table, index: index_, concurrently: false, only: false };
        RuleDocs { name: index.name.clone(), sql: create.to_string(), comment: index.comment.clone() }
    };
    indexes.values().map(docs).collect()
}

fn target(table: &QName, column: &str) -> Target {
    Target { anchor: field_anchor(table, column), name: format!("{table}.{column}") }
}

fn names(names: &[QName]) -> String {
    names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// `table-auth.session`: what identifies a section. What cannot stand in an address is written by its number, so that two
/// names never give one anchor.
fn anchor(kind: &str, name: &QName) -> String {
    format!("{kind}-{}.{}", plain(&name.namespace), plain(&name.name))
}

/// The same of a column, whose table or view may be of any kind.
fn field_anchor(table: &QName, column: &str) -> String {
    format!("column-{}.{}.{}", plain(&table.namespace), plain(&table.name), plain(column))
}

fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => plain.push(letter),
            other => plain.push_str(&format!("~{:x}~", u32::from(other))),
        }
    }
    plain
}
