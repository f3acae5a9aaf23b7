//! What each object of a schema rests on.
//!
//! A schema goes in, a map from facts to the facts that they use comes out, one file per kind of object. Names in
//! expressions are looked up in hash maps, never by going through every object, so that all of it is linear. It errs on
//! the side of too much: a word that could be a column counts as one, which costs at most a needless place in the order.

mod definition;
mod expr;
mod function;
mod names;
mod publication;
mod scan;
mod table;
mod types;
mod view;

use std::collections::{HashMap, HashSet};

use super::fact::Fact;
use crate::model::{ObjectId, Schema};
pub(super) use names::Names;

/// The dependencies of one schema.
#[derive(Default)]
pub(super) struct Dependencies {
    uses: HashMap<Fact, Vec<Fact>>,
    late: HashMap<ObjectId, Vec<Fact>>,
    stale: HashSet<ObjectId>,
    users: HashMap<Fact, Vec<Fact>>,
}

impl Dependencies {
    /// Works out the dependencies of every object.
    pub(super) fn of(schema: &Schema) -> Self {
        let names = Names::of(schema);
        let mut all = Self::default();
        types::collect(&mut all, schema, &names);
        for table in schema.tables.values() {
            table::collect(&mut all, schema, table, &names);
        }
        schema.views.values().for_each(|view| view::collect(&mut all, schema, view, &names));
        schema.functions.values().for_each(|function| function::collect(&mut all, schema, function, &names));
        schema.publications.values().for_each(|p| publication::collect(&mut all, schema, p, &names));
        schema.definitions.values().for_each(|d| definition::collect(&mut all, schema, d, &names));
        all
    }

    /// Notes what a fact uses.
    fn add(&mut self, user: Fact, mut uses: Vec<Fact>) {
        let mut seen = HashSet::with_capacity(uses.len());
        let first: Vec<bool> = uses.iter().map(|fact| *fact != user && seen.insert(fact)).collect();
        let mut first = first.into_iter();
        uses.retain(|_| first.next().unwrap_or_default());
        for used in &uses {
            match self.users.get_mut(used) {
                Some(users) => users.push(user.clone()),
                None => drop(self.users.insert(used.clone(), vec![user.clone()])),
            }
        }
        self.uses.insert(user, uses);
    }

    /// What a fact uses.
    pub(super) fn uses(&self, fact: &Fact) -> &[Fact] {
        self.uses.get(fact).map_or(&[], Vec::as_slice)
    }

    /// What uses a fact.
    pub(super) fn users(&self, fact: &Fact) -> &[Fact] {
        self.users.get(fact).map_or(&[], Vec::as_slice)
    }

    /// Whether the body of any function uses an object.
    pub(super) fn is_used_late(&self, id: &ObjectId) -> bool {
        let used = Fact::Object(id.clone());
        self.late.values().any(|facts| facts.contains(&used))
    }

    /// Whether the body of a function names something that the schema does not have.
    pub(super) fn is_stale(&self, function: &ObjectId) -> bool {
        self.stale.contains(function)
    }

    /// What the body of a function uses, which PostgreSQL looks up only when the function runs.
    pub(super) fn late(&self, function: &ObjectId) -> &[Fact] {
        self.late.get(function).map_or(&[], Vec::as_slice)
    }
}
