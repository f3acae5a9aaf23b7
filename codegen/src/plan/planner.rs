//! What the builders of steps share: both schemas, what rests on what, and the steps so far.

use std::collections::{BTreeMap, BTreeSet};

use super::Options;
use super::depends::Dependencies;
use super::fact::Fact;
use super::lock::Operation;
use super::sort::{Graph, Tangle};
use super::step::{Phase, Step};
use super::work::Work;
use crate::ddl::{Comment, Statement, Target};
use crate::model::{
    Builtin, Column, ObjectId, PartitionBound, QName, Schema, Sequence, Table, Type, derive_name,
};
use crate::sql;

/// What was loosened to open circles.
#[derive(Default)]
pub(super) struct Opened {
    /// Tables whose defaults, checks and generated columns stand apart from `CREATE TABLE`.
    pub(super) apart: BTreeSet<QName>,
    /// Functions whose bodies are looked up late.
    pub(super) late: BTreeSet<ObjectId>,
    /// Views that are made as columns of nothing first.
    pub(super) placeholders: BTreeSet<QName>,
}

/// The state of one planning.
pub(super) struct Planner<'a> {
    pub(super) old: &'a Schema,
    pub(super) new: &'a Schema,
    pub(super) options: &'a Options,
    pub(super) before: &'a Dependencies,
    pub(super) after: &'a Dependencies,
    pub(super) work: &'a Work,
    pub(super) graph: Graph,
    /// Tables whose defaults, checks and generated columns stand apart from `CREATE TABLE`, to open a circle.
    pub(super) apart: &'a BTreeSet<QName>,
    /// Functions whose bodies are looked up late, to open a circle.
    pub(super) late: &'a BTreeSet<ObjectId>,
    children: BTreeMap<QName, Vec<QName>>,
    /// Views that are made as columns of nothing first, to open a circle.
    pub(super) placeholders: &'a BTreeSet<QName>,
    owned_before: BTreeMap<(QName, String), QName>,
    owned_after: BTreeMap<(QName, String), QName>,
}

impl<'a> Planner<'a> {
    /// A planning without steps.
    pub(super) fn new(
        (old, before): (&'a Schema, &'a Dependencies),
        (new, after): (&'a Schema, &'a Dependencies),
        work: &'a Work,
        options: &'a Options,
        opened: &'a Opened,
    ) -> Self {
        Self {
            old,
            new,
            options,
            before,
            after,
            work,
            graph: Graph::default(),
            apart: &opened.apart,
            late: &opened.late,
            children: children(new),
            placeholders: &opened.placeholders,
            owned_before: owned(old),
            owned_after: owned(new),
        }
    }

    /// The tables of the new schema that have columns from this one.
    pub(super) fn children(&self, table: &QName) -> Vec<QName> {
        self.children.get(table).cloned().unwrap_or_default()
    }

    /// Whether there are such tables.
    pub(super) fn has_children(&self, table: &QName) -> bool {
        self.children.contains_key(table)
    }

    /// Adds a step; returns its index.
    pub(super) fn push(&mut self, step: Step) -> usize {
        self.graph.push(step)
    }

    /// Whether the table is there before the plan and stays: one that may hold rows and be in use.
    pub(super) fn is_existing(&self, table: &QName) -> bool {
        let stays = |id: ObjectId| self.old.contains(&id) && !self.work.creates(&id);
        let view = ObjectId::View(table.clone());
        stays(ObjectId::Table(table.clone())) || (stays(view.clone()) && self.new.contains(&view))
    }

    /// Whether the table is partitioned before and after: its rows are in others, and not everything has a form that lets
    /// others work meanwhile.
    pub(super) fn is_partitioned(&self, table: &QName) -> bool {
        self.new.tables.get(table).is_some_and(|table| table.partitioned.is_some())
    }

    /// Whether changes of the table go the long way that lets others work meanwhile.
    pub(super) fn is_online(&self, table: &QName) -> bool {
        !self.options.offline && self.is_existing(table)
    }

    /// The tables out of these that a step locks: those that exist already.
    pub(super) fn existing<'t>(&self, tables: impl IntoIterator<Item = &'t QName>) -> Vec<QName> {
        let tables: BTreeSet<&QName> = tables.into_iter().filter(|table| self.is_existing(table)).collect();
        tables.into_iter().cloned().collect()
    }

    /// The default partition of a table before the plan: it has other rows to take when the other partitions change.
    pub(super) fn default_partition(&self, parent: &QName) -> Option<&QName> {
        let is_it = |table: &&Table| {
            let partition = table.partition.as_ref().filter(|partition| partition.parent == *parent);
            partition.is_some_and(|partition| partition.bound == PartitionBound::Default)
        };
        self.old.tables.values().find(is_it).map(|table| &table.name)
    }

    /// A step on a table.
    pub(super) fn on(&self, table: &QName, phase: Phase, operation: Operation, statement: Statement) -> Step {
        let mut step = Step::new(phase, operation, statement);
        // What is done to a table is done to those that have columns from it.
        let mut tables = vec![table.clone()];
        let mut at = 0;
        while let Some(next) = tables.get(at).filter(|_| !step.statement.is_only()) {
            let more = self.children(next).into_iter().filter(|child| !tables.contains(child));
            tables.extend(more.collect::<Vec<_>>());
            at += 1;
        }
        step.tables = self.existing(&tables);
        step
    }

    /// The comment of an object that was just made, right behind it; nothing when it has none.
    pub(super) fn comment_new(&mut self, phase: Phase, on: Target, fact: Fact, text: &Option<String>) {
        if text.is_some() {
            let made = self.graph.last_provider(&fact);
            let comment = self.comment(phase, on, fact, text);
            self.graph.steps[comment].behind = made;
        }
    }

    /// A comment; returns its index.
    pub(super) fn comment(&mut self, phase: Phase, on: Target, fact: Fact, text: &Option<String>) -> usize {
        let statement = Statement::Comment(Comment { on, text: text.clone() });
        self.push(Step::new(phase, Operation::Comment, statement).needs([fact]))
    }

    /// The sequence that a column of the new schema owns.
    pub(super) fn owned_after(&self, table: &QName, column: &str) -> Option<&'a Sequence> {
        let name = self.owned_after.get(&(table.clone(), column.to_owned()))?;
        self.new.sequences.get(name)
    }

    /// The sequence that a column of the old schema owns.
    pub(super) fn owned_before(&self, table: &QName, column: &str) -> Option<&'a Sequence> {
        let name = self.owned_before.get(&(table.clone(), column.to_owned()))?;
        self.old.sequences.get(name)
    }

    /// The sequence that the word `serial` would make along with the column, when the column is just that.
    pub(super) fn serial(&self, table: &QName, column: &Column) -> Option<&'a Sequence> {
        let sequence = self.owned_after(table, &column.name)?;
        let ty = match &column.ty {
            Type::Builtin(ty @ (Builtin::SmallInt | Builtin::Integer | Builtin::BigInt)) => *ty,
            _ => return None,
        };
        let derived = derive_name(&table.name, Some(&column.name), "seq");
        let plain = sequence.name == table.sibling(derived)
            && sequence.ty == ty
            && sequence.options == Default::default()
            && column.not_null
            && column.identity.is_none();
        let created = self.work.creates(&ObjectId::Sequence(sequence.name.clone()));
        (plain && created && is_next_of(column, &sequence.name)).then_some(sequence)
    }
}

/// Whether a view can be columns of nothing for a while.
fn has_placeholder(schema: &Schema, name: &QName) -> bool {
    schema.views.get(name).is_some_and(|view| view.placeholder.0.is_some())
}

/// Whether the default is just the next number of that sequence.
fn is_next_of(column: &Column, sequence: &QName) -> bool {
    column.default.as_ref().is_some_and(|default| {
        let mut called = sql::names(default).into_iter();
        default.canonical.starts_with("nextval")
            && default.canonical.contains(&sequence.name)
            && called.all(|used| used.call || used.parts.last() != Some(&column.name))
    })
}

fn children(schema: &Schema) -> BTreeMap<QName, Vec<QName>> {
    let mut children: BTreeMap<QName, Vec<QName>> = BTreeMap::new();
    for table in schema.tables.values() {
        for parent in table.parents() {
            children.entry(parent.clone()).or_default().push(table.name.clone());
        }
    }
    children
}

fn owned(schema: &Schema) -> BTreeMap<(QName, String), QName> {
    schema.sequences.values().filter_map(|s| Some((s.owned_by.clone()?, s.name.clone()))).collect()
}

impl Opened {
    /// Loosens what can be loosened in a circle: bodies of functions are looked up late, and the parts of a table that
    /// use functions are added after it. Returns `false` when there is nothing more to loosen.
    pub(super) fn open(
        &mut self,
        tangle: &Tangle,
        (old, new): (&Schema, &Schema),
        after: &Dependencies,
    ) -> bool {
        let steps = tangle.tangled.iter().map(|step| &tangle.steps[*step]);
        let (mut late, mut tables) = (BTreeSet::new(), BTreeSet::new());
        let mut views = BTreeSet::new();
        for fact in steps.flat_map(|step| step.provides.iter().chain(&step.destroys)) {
            match fact {
                Fact::Object(id @ ObjectId::Function(..)) if !after.late(id).is_empty() => {
                    late.insert(id.clone());
                }
                Fact::Object(ObjectId::Table(table)) => {
                    tables.insert(table.clone());
                }
                Fact::Object(ObjectId::View(name))
                    if has_placeholder(old, name) || has_placeholder(new, name) =>
                {
                    views.insert(name.clone());
                }
                _ => {}
            }
        }
        if !late.is_subset(&self.late) {
            self.late.extend(late);
            return true;
        }
        if !views.is_subset(&self.placeholders) {
            self.placeholders.extend(views);
            return true;
        }
        let more = !tables.is_subset(&self.apart);
        self.apart.extend(tables);
        more
    }
}
