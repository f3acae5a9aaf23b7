//! A schema as a file that a person would keep: each object with all that belongs to it, in sections by namespace.
//!
//! The sorted steps come in; they are told apart by the object that they are about, the objects are put in a readable order that
//! keeps what rests on what, and the steps are written in that order. A step that has to wait for a later object (a foreign key in a
//! circle of tables) is written right after that one.

use std::collections::{BTreeMap, BTreeSet};

use super::brief::Brief;
use super::fact::Fact;
use super::print;
use super::sort::Sorted;
use super::step::{Phase, Step};
use crate::ddl::{Statement, TableStatement};
use crate::model::{DefinitionId, ObjectId, QName, Schema};

/// What some statements are about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Anchor {
    /// A table or a view, with its indexes, triggers, policies and rules.
    Relation(QName),
    /// Any other object.
    Object(ObjectId),
    /// No object: the step stands alone, at this position.
    Alone(usize),
}

/// Where an object stands in the file: before all namespaces, in one, or after all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    First,
    Namespace(String),
    Last,
}

/// An object with its steps.
struct Group {
    section: Section,
    /// The order inside of the section.
    rank: (u8, usize, usize),
    /// Whether others may use it without saying so: operators stand in expressions.
    is_silent: bool,
    /// Positions of its steps, in order.
    steps: Vec<usize>,
}

/// The text.
pub(super) fn text(sorted: Sorted, schema: &Schema) -> String {
    let Sorted { steps, commits: _, order } = sorted;
    let mut before = vec![Vec::new(); steps.len()];
    order.into_iter().for_each(|(earlier, later): (usize, usize)| before[later].push(earlier));
    let (groups, of) = groups(&steps, schema);
    let mut waits: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); groups.len()];
    for (step, earlier) in before.iter().enumerate() {
        waits[of[step]].extend(earlier.iter().map(|earlier| of[*earlier]).filter(|group| *group != of[step]));
    }
    let sequence = sequence(&groups, &waits);
    let mut writer =
        Writer { before, brief: Brief::new(schema), steps, written: BTreeSet::new(), late: Vec::new() };
    let mut parts = Vec::new();
    for (section, group) in sequence {
        let statements = writer.group(&groups[group].steps);
        parts.push((section, statements));
        for statement in writer.overdue() {
            parts.push((section, vec![statement]));
        }
    }
    let named = |section: &Section| match section {
        Section::First | Section::Last => None,
        Section::Namespace(name) => Some(name.clone()),
    };
    let several = parts
        .iter()
        .filter_map(|(section, _)| named(&groups[*section].section))
        .collect::<BTreeSet<_>>()
        .len()
        > 1;
    print::file(parts.into_iter().map(|(section, statements)| {
        let heading = match &groups[section].section {
            Section::Last if several => Some("the whole database".to_owned()),
            section => named(section).filter(|_| several),
        };
        (heading, statements)
    }))
}

/// The steps by object, and the group of each step.
fn groups(steps: &[Step], schema: &Schema) -> (Vec<Group>, Vec<usize>) {
    let mut known: BTreeMap<Anchor, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut of = Vec::with_capacity(steps.len());
    let mut first: BTreeMap<QName, usize> = BTreeMap::new();
    for (at, step) in steps.iter().enumerate() {
        if let Statement::Table(TableStatement::Create(create)) = &step.statement {
            first.insert(create.name.clone(), at);
        }
    }
    for (at, step) in steps.iter().enumerate() {
        let anchor = anchor(step, at);
        let group = *known.entry(anchor.clone()).or_insert_with(|| {
            let (section, rank, is_silent) = match step.phase {
                // What is said to the session.
                Phase::Foundation if anchor == Anchor::Alone(at) => (Section::First, 0, false),
                _ => place(&anchor, schema),
            };
            let root = match &anchor {
                Anchor::Relation(name) => first.get(root(schema, name)).copied(),
                Anchor::Object(_) | Anchor::Alone(_) => None,
            };
            groups.push(Group {
                section,
                rank: (rank, root.unwrap_or(at), at),
                is_silent,
                steps: Vec::new(),
            });
            groups.len() - 1
        });
        groups[group].steps.push(at);
        of.push(group);
    }
    (groups, of)
}

/// The partitioned table at the top, for a partition; otherwise the relation itself.
fn root<'a>(schema: &'a Schema, name: &'a QName) -> &'a QName {
    let mut name = name;
    while let Some(partition) = schema.tables.get(name).and_then(|table| table.partition.as_ref()) {
        name = &partition.parent;
    }
    name
}

/// What a step is about: what it makes, or else what it needs first.
fn anchor(step: &Step, at: usize) -> Anchor {
    let object = |fact: &Fact| match fact {
        Fact::Object(id) => Some(of_object(id)),
        Fact::Owned(name) => Some(Anchor::Object(ObjectId::Sequence(name.clone()))),
        Fact::Default(table, _)
        | Fact::NotNull(table, _)
        | Fact::Child(table, _)
        | Fact::Distributed(table) => Some(Anchor::Relation(table.clone())),
        Fact::Relation(_)
        | Fact::TypeName(_)
        | Fact::AllColumns(_)
        | Fact::Logged(_)
        | Fact::Aside(_)
        | Fact::Converter(_) => None,
    };
    let is_statistics =
        |fact: &Fact| matches!(fact, Fact::Object(ObjectId::Definition(DefinitionId::Statistics(_))));
    // They stand with their table, which they need.
    let mut facts = step.provides.iter().filter(|fact| !is_statistics(fact)).filter_map(object);
    facts.next().or_else(|| step.needs.iter().find_map(object)).unwrap_or(Anchor::Alone(at))
}

fn of_object(id: &ObjectId) -> Anchor {
    match id {
        ObjectId::Table(name)
        | ObjectId::View(name)
        | ObjectId::Column(name, _)
        | ObjectId::Constraint(name, _)
        | ObjectId::Index(name, _)
        | ObjectId::Definition(
            DefinitionId::Rule(name, _) | DefinitionId::Trigger(name, _) | DefinitionId::Policy(name, _),
        ) => Anchor::Relation(name.clone()),
        ObjectId::Namespace(_)
        | ObjectId::Extension(_)
        | ObjectId::Enum(_)
        | ObjectId::Domain(_)
        | ObjectId::Sequence(_)
        | ObjectId::Function(..)
        | ObjectId::Publication(_)
        | ObjectId::Definition(_) => Anchor::Object(id.clone()),
    }
}

/// The section, the rank inside of it, and whether others may use it without saying so.
fn place(anchor: &Anchor, schema: &Schema) -> (Section, u8, bool) {
    let id = match anchor {
        Anchor::Alone(_) => return (Section::Last, 9, false),
        Anchor::Relation(name) => {
            let rank = if schema.views.contains_key(name) { 4 } else { 3 };
            return (Section::Namespace(name.namespace.clone()), rank, false);
        }
        Anchor::Object(id) => id,
    };
    let inside = |rank, is_silent| match id.namespace() {
        Some(namespace) => (Section::Namespace(namespace.to_owned()), rank, is_silent),
        None => (Section::Last, rank, is_silent),
    };
    match id {
        ObjectId::Namespace(_) => (Section::First, 0, false),
        ObjectId::Extension(_) => (Section::First, 1, false),
        ObjectId::Enum(_) | ObjectId::Domain(_) => inside(0, false),
        ObjectId::Sequence(_) => inside(1, false),
        ObjectId::Function(..) => inside(5, false),
        ObjectId::Publication(_) => (Section::Last, 5, false),
        ObjectId::Definition(id) => match id {
            DefinitionId::ForeignDataWrapper(_) => (Section::First, 2, false),
            DefinitionId::Server(_) => (Section::First, 3, false),
            DefinitionId::UserMapping(..) => (Section::First, 4, false),
            DefinitionId::Collation(_) | DefinitionId::Composite(_) | DefinitionId::Range(_) => {
                inside(0, false)
            }
            DefinitionId::Cast(..)
            | DefinitionId::Operator(..)
            | DefinitionId::OperatorFamily(..)
            | DefinitionId::OperatorClass(..)
            | DefinitionId::TextSearch(..) => inside(2, true),
            DefinitionId::Statistics(_) => inside(3, false),
            DefinitionId::Subscription(_) => (Section::Last, 6, false),
            // One that is there already would fire for what follows.
            DefinitionId::EventTrigger(_) => (Section::Last, 8, false),
            DefinitionId::Rule(..)
            | DefinitionId::Trigger(..)
            | DefinitionId::Policy(..)
            | DefinitionId::Opaque(_) => inside(6, false),
        },
        ObjectId::Table(_)
        | ObjectId::View(_)
        | ObjectId::Column(..)
        | ObjectId::Constraint(..)
        | ObjectId::Index(..) => inside(3, false),
    }
}

/// The groups in the order of the file, each with a group whose section it stands in: what a group rests on comes before it,
/// wherever it belongs. Circles are opened where they close.
fn sequence(groups: &[Group], waits: &[BTreeSet<usize>]) -> Vec<(usize, usize)> {
    let sections = sections(groups, waits);
    let rank = |group: usize| (sections.iter().position(|s| *s == groups[group].section), groups[group].rank);
    let mut roots: Vec<usize> = (0..groups.len()).collect();
    roots.sort_by_key(|group| rank(*group));
    let silent: Vec<usize> = roots.iter().copied().filter(|group| groups[*group].is_silent).collect();
    let mut sequence = Vec::with_capacity(groups.len());
    let mut seen = BTreeSet::new();
    for root in &roots {
        // A stack of its own: chains can be long.
        let mut stack = vec![(*root, false)];
        while let Some((group, ready)) = stack.pop() {
            if ready {
                sequence.push((*root, group));
                continue;
            }
            if !seen.insert(group) {
                continue;
            }
            stack.push((group, true));
            let mut earlier: Vec<usize> = waits[group].iter().copied().collect();
            if groups[group].section != Section::First && !groups[group].is_silent {
                let start = groups[group].steps.first();
                earlier.extend(silent.iter().filter(|other| groups[**other].steps.first() < start));
            }
            earlier.retain(|group| !seen.contains(group));
            earlier.sort_by_key(|group| std::cmp::Reverse(rank(*group)));
            stack.extend(earlier.into_iter().map(|group| (group, false)));
        }
    }
    sequence
}

/// The sections in order: `public` first, then each namespace after those that it uses.
fn sections(groups: &[Group], waits: &[BTreeSet<usize>]) -> Vec<Section> {
    let mut left: BTreeSet<&Section> = groups.iter().map(|group| &group.section).collect();
    let mut sections = Vec::new();
    while !left.is_empty() {
        let uses = |section: &Section| {
            let inside = groups.iter().zip(waits).filter(|(group, _)| group.section == *section);
            let others = inside.flat_map(|(_, waits)| waits).map(|group| &groups[*group].section);
            others.filter(|other| *other != section && left.contains(other)).count()
        };
        let key = |section: &&Section| match section {
            Section::First => (0, 0, false),
            Section::Namespace(name) if name == "public" => (1, 0, false),
            Section::Namespace(_) => (1, uses(section), true),
            Section::Last => (2, 0, false),
        };
        let Some(next) = left.iter().copied().min_by_key(key) else { break };
        left.remove(next);
        sections.push(next.clone());
    }
    sections
}

/// Writes steps, each as soon as what it rests on is written.
struct Writer {
    steps: Vec<Step>,
    /// What has to come before each step.
    before: Vec<Vec<usize>>,
    brief: Brief,
    written: BTreeSet<usize>,
    /// Steps whose turn came too early.
    late: Vec<usize>,
}

impl Writer {
    /// The statements of one object that can be written.
    fn group(&mut self, steps: &[usize]) -> Vec<Statement> {
        let mut statements = Vec::new();
        for &at in steps {
            if self.written.contains(&at) {
                continue;
            }
            if !self.is_free(at) {
                self.late.push(at);
                continue;
            }
            self.written.insert(at);
            let statement = self.steps[at].statement.clone();
            statements.push(match statement {
                Statement::Table(TableStatement::Create(create)) => {
                    let keys = steps.iter().copied().filter(|key| {
                        self.steps[*key].phase == Phase::Constraint
                            && !self.written.contains(key)
                            && self.is_free(*key)
                    });
                    let keys: Vec<usize> = keys.collect();
                    let (create, taken) = self.brief.table(create, keys, &self.steps);
                    self.written.extend(taken);
                    Statement::Table(TableStatement::Create(create))
                }
                statement => statement,
            });
        }
        statements
    }

    /// The statements that waited and need not any more.
    fn overdue(&mut self) -> Vec<Statement> {
        let mut statements = Vec::new();
        while let Some(at) = self.late.iter().position(|step| self.is_free(*step)) {
            let step = self.late.remove(at);
            if self.written.contains(&step) {
                continue;
            }
            statements.extend(self.group(&[step]));
        }
        statements
    }

    fn is_free(&self, step: usize) -> bool {
        self.before[step].iter().all(|earlier| self.written.contains(earlier))
    }
}
