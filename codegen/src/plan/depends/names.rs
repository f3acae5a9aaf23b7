//! The names of a schema, to look up the words of an expression.

use std::collections::HashMap;

use super::super::fact::Fact;
use crate::model::{Definition, DefinitionId, ObjectId, QName, Schema, TextSearchKind, Type};
use crate::sql;

/// Objects by their bare name, each with its namespace.
type ByName<'a> = HashMap<&'a str, Vec<(&'a str, Fact)>>;

/// Every name that an expression, query or body could mean.
pub(in super::super) struct Names<'a> {
    relations: ByName<'a>,
    types: ByName<'a>,
    functions: ByName<'a>,
    /// Operators by their signs.
    operators: HashMap<&'a str, Vec<Fact>>,
    /// Operator classes, whatever their method.
    classes: ByName<'a>,
    /// Text search configurations.
    searches: ByName<'a>,
    /// Base types.
    opaque: HashMap<QName, Fact>,
}

impl<'a> Names<'a> {
    pub(super) fn of(schema: &'a Schema) -> Self {
        let mut names = Self {
            relations: HashMap::new(),
            types: HashMap::new(),
            functions: HashMap::new(),
            operators: HashMap::new(),
            classes: HashMap::new(),
            searches: HashMap::new(),
            opaque: HashMap::new(),
        };
        for name in schema.tables.keys() {
            insert(&mut names.relations, name, ObjectId::Table(name.clone()));
        }
        for name in schema.views.keys() {
            insert(&mut names.relations, name, ObjectId::View(name.clone()));
        }
        for name in schema.sequences.keys() {
            insert(&mut names.relations, name, ObjectId::Sequence(name.clone()));
        }
        for name in schema.enums.keys() {
            insert(&mut names.types, name, ObjectId::Enum(name.clone()));
        }
        for name in schema.domains.keys() {
            insert(&mut names.types, name, ObjectId::Domain(name.clone()));
        }
        for (id, definition) in &schema.definitions {
            let object = ObjectId::Definition(id.clone());
            match definition {
                Definition::Composite(composite) => insert(&mut names.types, &composite.name, object),
                Definition::Range(range) => {
                    insert(&mut names.types, &range.multirange, object.clone());
                    insert(&mut names.types, &range.name, object);
                }
                Definition::Opaque(opaque) if opaque.what.starts_with("type ") => {
                    names.opaque_type(&opaque.what, object);
                }
                // `COLLATE name` stands where a type may.
                Definition::Collation(collation) => insert(&mut names.types, &collation.name, object),
                Definition::Operator(operator) => {
                    names
                        .operators
                        .entry(operator.name.name.as_str())
                        .or_default()
                        .push(Fact::Object(object));
                }
                Definition::OperatorClass(class) => insert(&mut names.classes, &class.name, object),
                Definition::TextSearch(search) if search.kind == TextSearchKind::Configuration => {
                    insert(&mut names.searches, &search.name, object);
                }
                Definition::Cast(_)
                | Definition::OperatorFamily(_)
                | Definition::TextSearch(_)
                | Definition::ForeignDataWrapper(_)
                | Definition::Server(_)
                | Definition::UserMapping(_)
                | Definition::Statistics(_)
                | Definition::Rule(_)
                | Definition::Trigger(_)
                | Definition::Policy(_)
                | Definition::EventTrigger(_)
                | Definition::Subscription(_)
                | Definition::Opaque(_) => {}
            }
        }
        for (name, types) in schema.functions.keys() {
            insert(&mut names.functions, name, ObjectId::Function(name.clone(), types.clone()));
        }
        names
    }

    /// A base type, which is known by what it is told as.
    fn opaque_type(&mut self, what: &str, object: ObjectId) {
        let name = what.trim_start_matches("type ");
        let Some(name) = sql::parse_type(name).ok().and_then(|ty| ty.user_type().cloned()) else { return };
        self.opaque.insert(name, Fact::Object(object));
    }

    /// Tables, views and sequences of that name.
    pub(super) fn relations(&self, parts: &[String]) -> impl Iterator<Item = &Fact> {
        find(&self.relations, parts)
    }

    /// Enums, domains, composites and ranges of that name.
    pub(super) fn types(&self, parts: &[String]) -> impl Iterator<Item = &Fact> {
        find(&self.types, parts)
    }

    /// Functions of that name, whatever their arguments.
    pub(super) fn functions(&self, parts: &[String]) -> impl Iterator<Item = &Fact> {
        find(&self.functions, parts)
    }

    /// The user's operators in a text, whatever their operands.
    pub(super) fn operators_in(&self, text: &str) -> Vec<Fact> {
        if self.operators.is_empty() {
            return Vec::new();
        }
        let signs = sql::lexemes(text).into_iter().filter_map(|token| match token {
            sql::Lexeme::Sign(sign) => self.operators.get(sign.as_str()),
            sql::Lexeme::Word(_) | sql::Lexeme::Quoted(_) | sql::Lexeme::Literal(_) => None,
        });
        signs.flatten().cloned().collect()
    }

    /// An operator class as an index names it.
    pub(super) fn classes(&self, written: &str) -> Vec<Fact> {
        if self.classes.is_empty() {
            return Vec::new();
        }
        let parts = sql::names(&sql::expr(written)).into_iter().next().map(|used| used.parts);
        find(&self.classes, &parts.unwrap_or_default()).cloned().collect()
    }

    /// The text search configurations that a text names in quotes: `to_tsvector('simple', title)`.
    pub(super) fn searches_in(&self, text: &str) -> Vec<Fact> {
        if self.searches.is_empty() {
            return Vec::new();
        }
        let named = sql::lexemes(text).into_iter().filter_map(|token| match token {
            sql::Lexeme::Literal(name) => Some(name.split('.').map(str::to_owned).collect::<Vec<_>>()),
            sql::Lexeme::Word(_) | sql::Lexeme::Quoted(_) | sql::Lexeme::Sign(_) => None,
        });
        named.flat_map(|parts| find(&self.searches, &parts).cloned().collect::<Vec<_>>()).collect()
    }

    /// A collation of the user's.
    pub(super) fn collation(&self, name: &QName) -> Option<Fact> {
        let id = DefinitionId::Collation(name.clone());
        (name.namespace != "pg_catalog").then_some(Fact::Object(ObjectId::Definition(id)))
    }

    /// The user's type inside a structured type: an enum, a domain, or the row of a relation.
    pub(super) fn of_type(&self, ty: &Type) -> Option<Fact> {
        let own = ty.user_type()?;
        let parts = [own.namespace.clone(), own.name.clone()];
        let found = self.types(&parts).chain(self.relations(&parts)).next();
        found.or_else(|| self.opaque.get(own)).cloned()
    }
}

fn insert<'a>(map: &mut ByName<'a>, name: &'a QName, id: ObjectId) {
    map.entry(&name.name).or_default().push((&name.namespace, Fact::Object(id)));
}

/// A bare name means the one in `public`, or any other when there is none; a name with a namespace means that one.
fn find<'m>(map: &'m ByName<'_>, parts: &[String]) -> impl Iterator<Item = &'m Fact> {
    let (name, namespace) = match parts {
        [name] => (Some(name), None),
        [.., namespace, name] => (Some(name), Some(namespace.as_str())),
        [] => (None, None),
    };
    let all = name.and_then(|name| map.get(name.as_str())).map_or(&[][..], Vec::as_slice);
    let in_public = all.iter().any(|(namespace, _)| *namespace == "public");
    let wanted = namespace.or(in_public.then_some("public"));
    all.iter().filter(move |(namespace, _)| wanted.is_none_or(|n| n == *namespace)).map(|(_, fact)| fact)
}
