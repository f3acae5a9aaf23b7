//! The whole description.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Acl, BuiltIn, DefaultPrivilege, DefaultPrivilegeKind, Definition, DefinitionId, Domain, Enum, Extension,
    Function, Grantee, Index, Namespace, ObjectId, Privilege, Publication, QName, Securable, Sequence, Table,
    Type, View,
};

/// Every object of a database, of both audiences. All maps are ordered, so that what is written from them never
/// depends on hashing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// Namespaces by name; `public` is always there.
    pub namespaces: BTreeMap<String, Namespace>,
    /// Extensions by name.
    pub extensions: BTreeMap<String, Extension>,
    /// Enums.
    pub enums: BTreeMap<QName, Enum>,
    /// Domains.
    pub domains: BTreeMap<QName, Domain>,
    /// Sequences, without those inside identity columns.
    pub sequences: BTreeMap<QName, Sequence>,
    /// Tables.
    pub tables: BTreeMap<QName, Table>,
    /// Views and materialized views.
    pub views: BTreeMap<QName, View>,
    /// Functions and procedures, by name and input types.
    #[serde(with = "functions")]
    pub functions: BTreeMap<(QName, Vec<Type>), Function>,
    /// Publications by name.
    pub publications: BTreeMap<String, Publication>,
    /// Objects of every other kind.
    #[serde(with = "definitions")]
    pub definitions: BTreeMap<DefinitionId, Definition>,
    /// Owners that a source names. An object without one belongs to the role that makes it.
    #[serde(with = "pairs")]
    pub owners: BTreeMap<ObjectId, String>,
    /// Privileges, of objects that have others than PostgreSQL gives by itself.
    #[serde(with = "pairs")]
    pub grants: BTreeMap<ObjectId, Acl>,
    /// `ALTER DEFAULT PRIVILEGES`.
    #[serde(with = "pairs")]
    pub default_privileges: BTreeMap<DefaultPrivilege, Acl>,
}

impl Default for Schema {
    /// An empty database: the namespace `public`, and nothing in it.
    fn default() -> Self {
        let public = Namespace { name: "public".to_owned(), comment: None };
        Self {
            namespaces: BTreeMap::from([(public.name.clone(), public)]),
            extensions: BTreeMap::new(),
            enums: BTreeMap::new(),
            domains: BTreeMap::new(),
            sequences: BTreeMap::new(),
            tables: BTreeMap::new(),
            views: BTreeMap::new(),
            functions: BTreeMap::new(),
            publications: BTreeMap::new(),
            definitions: BTreeMap::new(),
            owners: BTreeMap::new(),
            grants: BTreeMap::new(),
            default_privileges: BTreeMap::new(),
        }
    }
}

impl Schema {
    /// Whether the object is there.
    pub fn contains(&self, id: &ObjectId) -> bool {
        match id {
            ObjectId::Namespace(name) => self.namespaces.contains_key(name),
            ObjectId::Extension(name) => self.extensions.contains_key(name),
            ObjectId::Enum(name) => self.enums.contains_key(name),
            ObjectId::Domain(name) => self.domains.contains_key(name),
            // The sequence inside an identity column has privileges of its own.
            ObjectId::Sequence(name) => {
                self.sequences.contains_key(name) || self.identity_column(name).is_some()
            }
            ObjectId::Table(name) => self.tables.contains_key(name),
            ObjectId::Column(table, name) => {
                self.tables.get(table).is_some_and(|t| t.columns.contains(name))
                    || self.composite(table).is_some_and(|c| c.attributes.iter().any(|a| a.name == *name))
                    || self.enums.get(table).is_some_and(|e| e.values.contains(name))
                    // The columns of a view follow from its query: only privileges and comments speak of them.
                    || self.views.contains_key(table)
            }
            ObjectId::Constraint(table, name) => {
                self.tables.get(table).is_some_and(|t| t.constraints.contains_key(name))
            }
            ObjectId::Index(table, name) => {
                self.indexes(table).is_some_and(|indexes| indexes.contains_key(name))
            }
            ObjectId::View(name) => self.views.contains_key(name),
            ObjectId::Function(name, arguments) => {
                self.functions.contains_key(&(name.clone(), arguments.clone()))
            }
            ObjectId::Publication(name) => self.publications.contains_key(name),
            ObjectId::Definition(id) => self.definitions.contains_key(id),
        }
    }
}

impl Schema {
    /// The indexes of a table or materialized view.
    pub fn indexes(&self, relation: &QName) -> Option<&BTreeMap<String, Index>> {
        let of_table = self.tables.get(relation).map(|table| &table.indexes);
        of_table.or_else(|| self.views.get(relation).map(|view| &view.indexes))
    }

    /// The same, to change them.
    pub fn indexes_mut(&mut self, relation: &QName) -> Option<&mut BTreeMap<String, Index>> {
        match self.tables.get_mut(relation) {
            Some(table) => Some(&mut table.indexes),
            None => self.views.get_mut(relation).map(|view| &mut view.indexes),
        }
    }

    /// An index of a table or materialized view.
    pub fn index(&self, relation: &QName, name: &str) -> Option<&Index> {
        self.indexes(relation)?.get(name)
    }

    /// Whether there is a function of that name, whatever its arguments.
    pub fn has_function(&self, name: &QName) -> bool {
        self.functions.range((name.clone(), Vec::new())..).next().is_some_and(|((own, _), _)| own == name)
    }

    /// The rules, triggers and policies of a relation, by kind and name.
    pub fn definitions_of<'a>(&'a self, relation: &'a QName) -> impl Iterator<Item = &'a Definition> {
        let first = [DefinitionId::Rule, DefinitionId::Trigger, DefinitionId::Policy];
        first.into_iter().flat_map(move |id| {
            let from = id(relation.clone(), String::new());
            let kind = from.kind();
            let all = self.definitions.range(from..);
            let own = all.take_while(move |(id, _)| id.kind() == kind && id.relation() == Some(relation));
            own.map(|(_, definition)| definition)
        })
    }

    /// The identity column whose sequence has that name.
    pub fn identity_column(&self, sequence: &QName) -> Option<(&QName, &str)> {
        self.identity_by_derived_name(sequence).or_else(|| self.identity_by_own_name(sequence))
    }

    /// The identity column whose sequence has a name that was given to it.
    fn identity_by_own_name(&self, sequence: &QName) -> Option<(&QName, &str)> {
        let tables = self.tables.values().filter(|table| table.name.namespace == sequence.namespace);
        tables.into_iter().find_map(|table| {
            let found = table.columns.iter().find(|column| {
                let identity = column.identity.as_ref();
                identity.and_then(|identity| identity.sequence.as_ref()) == Some(&sequence.name)
            })?;
            Some((&table.name, found.name.as_str()))
        })
    }

    /// The identity column whose sequence has the name that PostgreSQL derives.
    fn identity_by_derived_name(&self, sequence: &QName) -> Option<(&QName, &str)> {
        let start = sequence.name.strip_suffix("_seq")?;
        // The name begins with its table's, or with as much of that as fits: whatever stands before an underscore can be
        // it, and the shorter name is the one that sorts first.
        start.match_indices('_').find_map(|(end, _)| {
            let from = sequence.sibling(&start[..end]);
            // A part is cut only in a name of 63 bytes, or of up to 6 less where characters of several bytes do not fit.
            let most = if sequence.name.len() < 57 { 1 } else { usize::MAX };
            let tables = self.tables.range(&from..).take_while(|(name, _)| {
                name.namespace == from.namespace && name.name.starts_with(&from.name)
            });
            tables.take(most).find_map(|(_, table)| {
                let mut columns = table.columns.iter();
                let found = columns
                    .find(|column| column.identity_sequence(&table.name).as_ref() == Some(sequence))?;
                Some((&table.name, found.name.as_str()))
            })
        })
    }

    /// Who owns an object, as far as a source says so. What belongs to a table is its owner's.
    pub fn owner(&self, id: &ObjectId) -> Grantee {
        let of =
            |id: &ObjectId| self.owners.get(id).map_or(Grantee::Current, |role| Grantee::Role(role.clone()));
        let relation = |name: &QName| {
            let is_view = self.views.contains_key(name) && !self.tables.contains_key(name);
            if is_view { ObjectId::View(name.clone()) } else { ObjectId::Table(name.clone()) }
        };
        match id {
            ObjectId::Column(table, _) => of(&relation(table)),
            ObjectId::Sequence(name) => match self.sequences.get(name) {
                Some(sequence) => match &sequence.owned_by {
                    Some((table, _)) => of(&relation(table)),
                    None => of(id),
                },
                None => self.identity_column(name).map_or_else(|| of(id), |(table, _)| of(&relation(table))),
            },
            other => of(other),
        }
    }

    /// What PostgreSQL gives by itself on an object; `None` for kinds without privileges.
    pub fn built_in(&self, id: &ObjectId) -> Option<BuiltIn> {
        let public = Securable::of(id)?.public();
        let is_public = matches!(id, ObjectId::Namespace(name) if name == "public");
        let public = if is_public { &[Privilege::Usage] } else { public };
        Some(BuiltIn { owner: self.owner(id), public, undecided: is_public })
    }

    /// The privileges that default privileges give an object that is made by the role that runs the statements.
    pub fn privileges_when_made(&self, id: &ObjectId) -> Acl {
        let Some(kind) = DefaultPrivilegeKind::of(id).filter(|_| !self.default_privileges.is_empty()) else {
            return Acl::default();
        };
        let key = |namespace| DefaultPrivilege { role: None, namespace, on: kind };
        let everywhere = key(None);
        let mut acl = self.default_privileges.get(&everywhere).cloned().unwrap_or_default();
        let inside = id.namespace().map(|name| key(Some(name.to_owned())));
        if let Some(more) = inside.and_then(|key| self.default_privileges.get(&key)) {
            acl.add(&everywhere.built_in(), more);
        }
        acl
    }
}

/// JSON has no tuple keys: functions are written as a list.
mod functions {
    use super::{BTreeMap, Function, QName, Type};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    type Functions = BTreeMap<(QName, Vec<Type>), Function>;

    pub(super) fn serialize<S: Serializer>(map: &Functions, to: S) -> Result<S::Ok, S::Error> {
        map.values().collect::<Vec<_>>().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Functions, D::Error> {
        let list = Vec::<Function>::deserialize(from)?;
        Ok(list.into_iter().map(|f| ((f.name.clone(), f.signature()), f)).collect())
    }
}

/// Likewise the other kinds, which know their own keys.
mod definitions {
    use super::{BTreeMap, Definition, DefinitionId};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    type Definitions = BTreeMap<DefinitionId, Definition>;

    pub(super) fn serialize<S: Serializer>(map: &Definitions, to: S) -> Result<S::Ok, S::Error> {
        map.values().collect::<Vec<_>>().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Definitions, D::Error> {
        let list = Vec::<Definition>::deserialize(from)?;
        Ok(list.into_iter().map(|definition| (definition.id(), definition)).collect())
    }
}

/// A map as a list of its keys with their values.
pub(super) mod pairs {
    use super::BTreeMap;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in crate::model) fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        map.iter().collect::<Vec<_>>().serialize(to)
    }

    pub(in crate::model) fn deserialize<'de, K, V, D>(from: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Ok(Vec::<(K, V)>::deserialize(from)?.into_iter().collect())
    }
}
