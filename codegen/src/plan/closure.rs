//! What must be taken down because something under it goes or changes, and is put back afterwards.
//!
//! Work goes in and comes out larger. It starts from what changes and follows the users of each fact, so that its cost
//! is that of what it finds.

use std::collections::BTreeSet;

use super::casts::conversion;
use super::depends::Dependencies;
use super::fact::Fact;
use super::work::{Reason, Work};
use crate::diff::{Attribute, Because};
use crate::model::{
    CompositeAttribute, ConstraintKind, DefinitionId, GeneratedKind, Index, IndexKey, ObjectId, QName, Schema,
};

/// What happens to something that others use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Effect {
    /// It goes, at least for a while.
    Gone,
    /// Its type gets other modifiers: what is written about it keeps its meaning.
    Resized,
    /// Its type becomes another one of the same family: keys hold on.
    Widened,
    /// Its type becomes another one.
    Retyped,
    /// It is a type, and another one takes its name.
    Swapped,
}

/// Adds to the work what the changes in it entail.
pub(super) fn close(
    work: &mut Work,
    (old, before): (&Schema, &Dependencies),
    new: &Schema,
    target: u8,
    touched_views: &BTreeSet<QName>,
) {
    settle_generated(work, old, new, target);
    super::replace::settle(work, old, new);
    for name in touched_views {
        let id = ObjectId::View(name.clone());
        match new.contains(&id) {
            true => drop(take_down(work, new, id)),
            // Under the new names nothing shows any more what it reads: it goes before anything else does.
            false => drop(work.drop.insert(id, Reason::PutBack)),
        }
    }
    settle_owned(work, old, new);
    let mut closure = Closure { work, old, new, before, queue: Vec::new() };
    closure.seed();
    closure.run();
}

/// Sequences that a table owns go with it when it is made again.
fn settle_owned(work: &mut Work, old: &Schema, new: &Schema) {
    for sequence in old.sequences.values() {
        let Some((table, _)) = &sequence.owned_by else { continue };
        let id = ObjectId::Sequence(sequence.name.clone());
        if work.drop.contains_key(&ObjectId::Table(table.clone())) && new.tables.contains_key(table) {
            take_down(work, new, id);
        }
    }
}

/// A generated column's expression or type that this version cannot change in place: the column is made again, which
/// loses nothing, since its values follow from the others.
fn settle_generated(work: &mut Work, old: &Schema, new: &Schema, target: u8) {
    let column = |schema: &Schema, id: &ObjectId| match id {
        ObjectId::Column(table, name) => schema.tables.get(table)?.columns.get(name)?.generated.clone(),
        _ => None,
    };
    let again = work.alter.iter().filter(|(id, attributes)| {
        let Some((_, after)) = column(old, id).zip(column(new, id)) else { return false };
        let can_set = match after.kind {
            GeneratedKind::Stored => target >= 17,
            GeneratedKind::Virtual => target >= 18,
        };
        attributes.contains(&Attribute::Type) || (attributes.contains(&Attribute::Expression) && !can_set)
    });
    for id in again.map(|(id, _)| id.clone()).collect::<Vec<_>>() {
        work.alter.remove(&id);
        work.drop.insert(id.clone(), Reason::Rebuilt(Because::Definition));
        work.create.insert(id, Reason::Rebuilt(Because::Definition));
    }
}

/// Takes an object down; whether it was still standing. What the new schema has no more only goes.
fn take_down(work: &mut Work, new: &Schema, id: ObjectId) -> bool {
    if work.drops(&id) {
        return false;
    }
    work.alter.remove(&id);
    if new.contains(&id) {
        work.create.insert(id.clone(), Reason::PutBack);
    }
    work.drop.insert(id, Reason::PutBack);
    true
}

/// Whether a fact is that of a type, or of a collation, which columns have as they have a type.
fn is_type(fact: &Fact) -> bool {
    let Fact::Object(id) = fact else { return false };
    matches!(
        id,
        ObjectId::Enum(_)
            | ObjectId::Domain(_)
            | ObjectId::Definition(
                DefinitionId::Composite(_) | DefinitionId::Range(_) | DefinitionId::Collation(_)
            )
    )
}

/// A type with what is of that type, directly or inside another type: columns, domains, types, functions.
pub(super) fn reach(before: &Dependencies, fact: &Fact) -> Vec<Fact> {
    let mut found = vec![fact.clone()];
    let mut at = 0;
    while let Some(next) = found.get(at).cloned() {
        at += 1;
        if !is_type(&next) {
            continue;
        }
        for user in before.users(&next) {
            let of_type =
                is_type(user) || matches!(user, Fact::Object(ObjectId::Column(..) | ObjectId::Function(..)));
            if of_type && !found.contains(user) {
                found.push(user.clone());
            }
        }
    }
    found
}

/// Whether a column holds values of a type.
pub(super) fn is_stored(before: &Dependencies, fact: &Fact) -> bool {
    reach(before, fact).iter().any(|fact| matches!(fact, Fact::Object(ObjectId::Column(..))))
}

struct Closure<'a> {
    work: &'a mut Work,
    old: &'a Schema,
    new: &'a Schema,
    before: &'a Dependencies,
    queue: Vec<(Fact, Effect)>,
}

impl Closure<'_> {
    fn seed(&mut self) {
        for id in self.work.drop.keys() {
            self.queue.push((Fact::Object(id.clone()), Effect::Gone));
            if let ObjectId::Table(name) = id
                && let Some(table) = self.old.tables.get(name)
            {
                let columns = table.columns.iter().map(|column| Fact::column(name, &column.name));
                self.queue.extend(columns.map(|fact| (fact, Effect::Gone)));
            }
        }
        // A view keeps the columns that `*` meant when it was made.
        for id in self.work.create.keys().chain(self.work.drop.keys()) {
            if let ObjectId::Column(table, _) = id {
                self.queue.push((Fact::AllColumns(table.clone()), Effect::Gone));
            }
        }
        let altered: Vec<(ObjectId, Attribute)> =
            self.work.alter.iter().flat_map(|(id, set)| set.iter().map(|a| (id.clone(), *a))).collect();
        for (id, attribute) in altered {
            match (&id, attribute) {
                (ObjectId::Column(..), Attribute::Type) => self.retype(&id),
                (ObjectId::Enum(name), Attribute::Values) if self.must_swap(name) => self.swap(id),
                (ObjectId::Domain(_), Attribute::Type) => self.swap(id),
                (ObjectId::Definition(DefinitionId::Composite(name)), Attribute::Definition) => {
                    self.recompose(name);
                }
                (
                    ObjectId::Definition(DefinitionId::Range(_) | DefinitionId::Collation(_)),
                    Attribute::Definition,
                ) => self.swap(id),
                (ObjectId::View(name), Attribute::Definition) if self.is_wider(name) => {
                    self.queue.push((Fact::AllColumns(name.clone()), Effect::Gone));
                }
                _ => {}
            }
        }
    }

    fn must_swap(&self, name: &QName) -> bool {
        let (old, new) = (self.old.enums.get(name), self.new.enums.get(name));
        old.zip(new).is_some_and(|(old, new)| !super::build::only_adds(&old.values, &new.values))
    }

    /// Whether a view gets more columns, which those who took all of them do not have.
    fn is_wider(&self, name: &QName) -> bool {
        let views = self.old.views.get(name).zip(self.new.views.get(name));
        views.is_some_and(|(old, new)| super::replace::is_wider(old, new))
    }

    fn run(&mut self) {
        while let Some((fact, effect)) = self.queue.pop() {
            let before = self.before;
            for user in before.users(&fact) {
                self.touch(user, &fact, effect);
            }
        }
    }

    /// One user of a fact to which something happens.
    fn touch(&mut self, user: &Fact, fact: &Fact, effect: Effect) {
        match user {
            Fact::Object(id) => self.touch_object(id, fact, effect),
            // A view holds its defaults itself.
            Fact::Default(view, _) if self.old.views.contains_key(view) => {
                self.take_down(&ObjectId::View(view.clone()));
            }
            Fact::Default(table, column) => {
                if matches!(effect, Effect::Gone | Effect::Swapped) && !self.goes(table, column) {
                    self.work.defaults.insert((table.clone(), column.clone()));
                }
            }
            Fact::NotNull(..)
            | Fact::Owned(_)
            | Fact::Relation(_)
            | Fact::TypeName(_)
            | Fact::AllColumns(_)
            | Fact::Logged(_)
            | Fact::Child(..)
            | Fact::Aside(_)
            | Fact::Converter(_)
            | Fact::Distributed(_) => {}
        }
    }

    fn goes(&self, table: &QName, column: &str) -> bool {
        self.work.drops(&ObjectId::Table(table.clone()))
            || self.work.drops(&ObjectId::Column(table.clone(), column.to_owned()))
    }

    fn touch_object(&mut self, id: &ObjectId, fact: &Fact, effect: Effect) {
        match id {
            ObjectId::Column(table, _) if self.work.drops(&ObjectId::Table(table.clone())) => {}
            ObjectId::Column(..) if is_type(fact) => {
                if effect == Effect::Retyped {
                    // An attribute changes inside it.
                    self.queue.push((Fact::Object(id.clone()), Effect::Retyped));
                }
                if effect == Effect::Swapped && !self.work.drops(id) && self.new.contains(id) {
                    self.work.alter.entry(id.clone()).or_default().insert(Attribute::Type);
                    self.queue.push((Fact::Object(id.clone()), Effect::Retyped));
                }
            }
            // Otherwise it is generated from what changes.
            ObjectId::Column(..) => self.take_down(id),
            ObjectId::Constraint(table, name) => {
                if !self.work.drops(&ObjectId::Table(table.clone()))
                    && self.breaks_constraint(table, name, effect)
                {
                    self.take_down(id);
                }
            }
            ObjectId::Index(table, name) => {
                if !self.work.drops(&ObjectId::Table(table.clone())) && self.breaks_index(table, name, effect)
                {
                    self.take_down(id);
                }
            }
            // What calls it may look at the attribute.
            ObjectId::Function(..) if is_type(fact) && effect == Effect::Retyped => {
                self.queue.push((Fact::Object(id.clone()), Effect::Retyped));
            }
            ObjectId::View(_) | ObjectId::Function(..) => self.take_down(id),
            ObjectId::Definition(DefinitionId::Composite(_) | DefinitionId::Range(_)) => {
                self.touch_type(id, fact, effect);
            }
            ObjectId::Definition(definition) => {
                if self.breaks_definition(definition, effect) && !self.maps_no_more(definition, fact) {
                    self.take_down(id);
                }
            }
            ObjectId::Publication(name) => self.unpublish(name, fact, effect),
            ObjectId::Domain(name) => match effect {
                _ if self.work.drops(id) || !self.new.contains(id) => {}
                Effect::Swapped => self.swap(id.clone()),
                // A function in its default or in a check.
                Effect::Gone => {
                    self.work.domains.insert(name.clone());
                    self.work.alter.entry(id.clone()).or_default();
                }
                Effect::Retyped if is_type(fact) => self.queue.push((Fact::Object(id.clone()), effect)),
                Effect::Resized | Effect::Widened | Effect::Retyped => {}
            },
            // A foreign table whose server is made again.
            ObjectId::Table(_)
                if effect == Effect::Gone
                    && matches!(fact, Fact::Object(ObjectId::Definition(DefinitionId::Server(_)))) =>
            {
                self.take_down(id);
            }
            // None of these uses anything else that can change under it.
            ObjectId::Namespace(_)
            | ObjectId::Extension(_)
            | ObjectId::Enum(_)
            | ObjectId::Sequence(_)
            | ObjectId::Table(_) => {}
        }
    }

    /// A composite or range type of which a part is touched.
    fn touch_type(&mut self, id: &ObjectId, fact: &Fact, effect: Effect) {
        match effect {
            _ if self.work.drops(id) || !self.new.contains(id) => {}
            Effect::Swapped => self.swap(id.clone()),
            Effect::Gone if !is_type(fact) && matches!(id, ObjectId::Definition(DefinitionId::Range(_))) => {
                self.swap(id.clone());
            }
            Effect::Retyped if is_type(fact) => self.queue.push((Fact::Object(id.clone()), effect)),
            Effect::Gone | Effect::Resized | Effect::Widened | Effect::Retyped => {}
        }
    }

    /// The attributes of a composite type change: in place, with what looks at them out of the way, or by a new type.
    fn recompose(&mut self, name: &QName) {
        let id = ObjectId::Definition(DefinitionId::Composite(name.clone()));
        let (Some(old), Some(new)) = (self.old.composite(name), self.new.composite(name)) else { return };
        let stored = is_stored(self.before, &Fact::Object(id.clone()));
        if !super::build::in_place(old, new, stored) {
            return self.swap(id);
        }
        let stays = |before: &CompositeAttribute| {
            new.attributes.iter().any(|after| after.name == before.name && after.ty == before.ty)
        };
        if !old.attributes.iter().all(stays) {
            self.queue.push((Fact::Object(id), Effect::Retyped));
        }
    }

    fn take_down(&mut self, id: &ObjectId) {
        if take_down(self.work, self.new, id.clone()) {
            self.queue.push((Fact::Object(id.clone()), Effect::Gone));
        }
    }

    /// A new type takes the name of the old one; what is of that type is converted.
    fn swap(&mut self, id: ObjectId) {
        if self.work.swapped.insert(id.clone()) {
            self.queue.push((Fact::Object(id), Effect::Swapped));
        }
    }

    fn retype(&mut self, id: &ObjectId) {
        let ObjectId::Column(table, name) = id else { return };
        let column = |schema: &Schema| schema.tables.get(table)?.columns.get(name).cloned();
        let Some((old, new)) = column(self.old).zip(column(self.new)) else { return };
        let conversion = conversion((self.old, &old.ty), (self.new, &new.ty));
        let effect = match (conversion.same, conversion.same_family) {
            (true, _) => Effect::Resized,
            (false, true) => Effect::Widened,
            (false, false) => Effect::Retyped,
        };
        self.queue.push((Fact::Object(id.clone()), effect));
    }

    fn breaks_constraint(&self, table: &QName, name: &str, effect: Effect) -> bool {
        let Some(constraint) = self.old.tables.get(table).and_then(|t| t.constraints.get(name)) else {
            return false;
        };
        match (effect, &constraint.kind) {
            (Effect::Gone | Effect::Swapped, _) => true,
            (Effect::Resized, _) | (_, ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_)) => false,
            (_, ConstraintKind::ForeignKey(_)) => effect == Effect::Retyped,
            (_, ConstraintKind::Check(_)) => true,
            (_, ConstraintKind::Exclusion(exclusion)) => {
                let expr = exclusion.elements.iter().any(|e| matches!(e.element.key, IndexKey::Expr(_)));
                expr || exclusion.predicate.is_some()
            }
        }
    }

    /// PostgreSQL builds the indexes of a retyped column again by itself; not what was written in terms of the old type.
    fn breaks_index(&self, table: &QName, name: &str, effect: Effect) -> bool {
        let written = |index: &Index| {
            let expr = index.elements.iter().any(|e| matches!(e.key, IndexKey::Expr(_)));
            let class = index.elements.iter().any(|e| e.operator_class.is_some());
            expr || class || index.predicate.is_some()
        };
        match effect {
            Effect::Gone | Effect::Swapped => true,
            Effect::Resized => false,
            Effect::Widened | Effect::Retyped => self.old.index(table, name).is_some_and(written),
        }
    }

    /// PostgreSQL refuses to change what triggers, rules and policies are written about; statistics follow a type.
    fn breaks_definition(&self, id: &DefinitionId, effect: Effect) -> bool {
        let goes = |id: ObjectId| self.work.drops(&id);
        let with_relation = id
            .relation()
            .is_some_and(|name| goes(ObjectId::Table(name.clone())) && !self.new.tables.contains_key(name));
        match effect {
            Effect::Gone | Effect::Swapped | Effect::Retyped | Effect::Widened => !with_relation,
            Effect::Resized => !with_relation && id.relation().is_some(),
        }
    }

    /// Whether a text search configuration stays without a dictionary that goes: its mappings change in place.
    fn maps_no_more(&self, user: &DefinitionId, fact: &Fact) -> bool {
        let Fact::Object(used @ ObjectId::Definition(DefinitionId::TextSearch(..))) = fact else {
            return false;
        };
        let configuration = matches!(user, DefinitionId::TextSearch(..));
        configuration && self.new.definitions.contains_key(user) && !self.work.creates(used)
    }

    /// A row filter names something other than a column, such as a type or a function: nothing says which of them.
    fn unpublish_filtered(&mut self, publication: &str, effect: Effect) {
        let goes = self.work.drops(&ObjectId::Publication(publication.to_owned()));
        if goes || !matches!(effect, Effect::Gone | Effect::Swapped) {
            return;
        }
        let old = self.old.publications.get(publication).into_iter().flat_map(|old| &old.tables);
        for (table, _) in old.filter(|(_, published)| published.filter.is_some()) {
            if !self.work.drops(&ObjectId::Table(table.clone())) {
                self.work.unpublished.insert((publication.to_owned(), table.clone()));
            }
        }
    }

    /// A published table leaves the publication while a column in its list or filter is in the works.
    fn unpublish(&mut self, publication: &str, fact: &Fact, effect: Effect) {
        let Fact::Object(id @ ObjectId::Column(table, name)) = fact else {
            return self.unpublish_filtered(publication, effect);
        };
        if self.work.drops(&ObjectId::Publication(publication.to_owned())) {
            return;
        }
        let entry = |schema: &Schema| schema.publications.get(publication)?.tables.get(table).cloned();
        let Some(old) = entry(self.old) else { return };
        let listed = old.columns.as_ref().is_some_and(|columns| columns.contains(name));
        let comes_back = self.work.creates(id);
        let leaves = match effect {
            Effect::Gone => comes_back && (listed || old.filter.is_some()),
            Effect::Resized | Effect::Widened | Effect::Retyped => listed || old.filter.is_some(),
            Effect::Swapped => false,
        };
        if leaves && !self.work.drops(&ObjectId::Table(table.clone())) {
            self.work.unpublished.insert((publication.to_owned(), table.clone()));
        }
    }
}
