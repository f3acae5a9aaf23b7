//! Changes to steps: what to run, in which order, in which transactions, and what it costs.
//!
//! [`plan`] is the door. Changes become `work`, which also takes down and puts back what stands in the way; `build`
//! turns work into steps, one file per kind; `sort` orders them by what they need and provide; `batch` cuts
//! transactions; `print` writes the text. SQL appears only in the values of [`ddl`](crate::ddl).

mod arrange;
mod batch;
mod brief;
mod build;
mod casts;
mod closure;
mod cost;
mod decide;
mod depends;
mod expand;
mod fact;
mod hazard;
mod impossible;
mod lock;
mod not_null;
mod persistence;
mod planner;
mod print;
mod relink;
mod rename;
mod replace;
mod security;
mod sort;
mod step;
mod version;
mod work;
mod zero;

pub use cost::{Lost, StatementCost, Touched};
pub use expand::{Split, split};
pub use fact::Fact;
pub use hazard::{Destruction, Hazard};
pub use lock::{Cost, Lock, Operation};
pub use step::Step;

use std::collections::BTreeSet;

use crate::diff;
use crate::model::{Notes, ObjectId, Schema};
use crate::report::{Code, Diagnostic, Errors};
use depends::Dependencies;
use planner::{Opened, Planner};
use sort::{Sorted, Tangle};
use work::Work;

/// What a plan may do, and for which server.
#[derive(Clone, Debug)]
pub struct Options {
    /// The major version of the server, 14 to 18.
    pub target: u8,
    /// Renames that the author declared.
    pub renames: Vec<Rename>,
    /// Destructions that the author accepted, as `code:object` (`drop-table:todo`).
    pub accept: Vec<String>,
    /// Refuse what was not accepted, and stop where a drop and an add look like a rename (`migrate build`);
    /// otherwise only say so in the header (`diff`).
    pub strict: bool,
    /// Treat every table as empty and unused: plain statements instead of the online recipes.
    pub offline: bool,
    /// The publication that Zero replicates: what it would not notice is made so that it does.
    pub zero: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            target: 16,
            renames: Vec::new(),
            accept: Vec::new(),
            strict: false,
            offline: false,
            zero: None,
        }
    }
}

/// One rename: both ids of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// The name in the old schema.
    pub from: ObjectId,
    /// The name in the new schema.
    pub to: ObjectId,
}

/// The steps from one schema to another, in order.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    steps: Vec<Step>,
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The steps, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Executable SQL: header with hazards, statements, `-- @commit` between transactions; empty when there is nothing
    /// to do.
    pub fn to_sql(&self) -> String {
        print::to_sql(&self.steps)
    }

    /// What each statement costs, in order.
    pub fn costs(&self) -> Vec<StatementCost> {
        cost::costs(&self.steps)
    }

    /// All of it in one line.
    pub fn summary(&self) -> String {
        cost::summary(&self.steps)
    }
}

/// The renames that `@renamed` notes declare.
pub fn renames(notes: &Notes) -> Vec<Rename> {
    rename::declared(notes)
}

/// Works out the steps from `old` to `new`.
///
/// # Errors
/// `Code::Rename` and `Code::Destroys` where a decision is needed, `Code::Cycle`, `Code::Version`, `Code::Impossible`.
pub fn plan(old: &Schema, new: &Schema, options: &Options) -> Result<Plan, Errors> {
    if old == new {
        return Ok(Plan::default());
    }
    Ok(Plan { steps: batch::assign(sorted(old, new, options)?) })
}

/// The steps in an order that runs.
fn sorted(old: &Schema, new: &Schema, options: &Options) -> Result<Sorted, Errors> {
    let mut errors = Errors::new();
    version::check_not_nulls(old, new, options.target, &mut errors);
    let (old, new) = (&not_null::kept(old, options.target), &not_null::kept(new, options.target));
    let renamed = rename::rename(old, new, &options.renames);
    let mut relinked = relink::relink(renamed.schema, new);
    not_null::align(&mut relinked.old, &relinked.new, options.target);
    let (old, new): (&Schema, &Schema) = (&relinked.old, &relinked.new);
    let (before, after) = (Dependencies::of(old), Dependencies::of(new));
    let mut work = Work::of(diff::compare(old, new));
    persistence::open_circles(&mut work, old, new);
    build::free_keys(&mut work, old, new);
    closure::close(&mut work, (old, &before), new, options.target, &renamed.views);
    if let Some(publication) = &options.zero {
        zero::settle(&mut work, old, new, publication, &options.renames);
    }

    version::check(old, new, options.target, &mut errors);
    impossible::check((old, &before), new, &work, &mut errors);
    let mut opened = Opened::default();
    let sorted = loop {
        let mut planner = Planner::new((old, &before), (new, &after), &work, options, &opened);
        for step in &renamed.steps {
            planner.push(step.clone());
        }
        build::build(&mut planner);
        relinked.build(&mut planner);
        match planner.graph.sort() {
            Ok(sorted) => break sorted,
            Err(tangle) if opened.open(&tangle, (old, new), &after) => {}
            Err(tangle) => {
                errors.push(cycle(&tangle));
                break Sorted { steps: tangle.steps, commits: Vec::new(), order: Vec::new() };
            }
        }
    };
    if options.strict {
        decide::decide((old, new), &work, &sorted.steps, options, &mut errors);
    }
    errors.finish()?;
    Ok(sorted)
}

/// What the objects of a schema use of each other, for whoever only looks.
pub(crate) struct Uses(Dependencies);

impl Uses {
    /// Of every object.
    pub(crate) fn of_schema(schema: &Schema) -> Self {
        Self(Dependencies::of(schema))
    }

    /// Whether anything uses the object.
    pub(crate) fn is_used(&self, id: &ObjectId) -> bool {
        !self.0.users(&Fact::Object(id.clone())).is_empty() || self.0.is_used_late(id)
    }

    /// The objects that this one uses.
    pub(crate) fn of(&self, id: &ObjectId) -> Vec<&ObjectId> {
        let objects = self.0.uses(&Fact::Object(id.clone())).iter().filter_map(|fact| match fact {
            Fact::Object(id) => Some(id),
            _ => None,
        });
        objects.collect()
    }
}

/// The objects of a schema that some of its objects rest on directly, for whoever asks whether two changes touch each other.
pub(crate) fn rests_on(schema: &Schema, objects: &BTreeSet<ObjectId>) -> BTreeSet<ObjectId> {
    let dependencies = Dependencies::of(schema);
    let object = |fact: &Fact| if let Fact::Object(id) = fact { Some(id.clone()) } else { None };
    let uses = |id: &ObjectId| dependencies.uses(&Fact::Object(id.clone())).iter().filter_map(object);
    objects.iter().flat_map(uses).collect()
}

/// The text that makes a schema from nothing, whatever it takes: each object with what belongs to it.
///
/// # Errors
/// `Code::Cycle`.
pub(crate) fn creation(schema: &Schema) -> Result<String, Errors> {
    let options = Options { offline: true, target: 18, ..Options::default() };
    Ok(arrange::text(sorted(&Schema::default(), schema, &options)?, schema))
}

/// The steps that wait for each other, one after the other.
fn cycle(tangle: &Tangle) -> Diagnostic {
    let first_line = |step: &usize| {
        let text = tangle.steps[*step].statement.to_string();
        text.lines().next().unwrap_or_default().trim_end_matches(" (").to_owned()
    };
    let mut path: Vec<String> = tangle.circle.iter().map(first_line).collect();
    path.extend(path.first().cloned());
    let message = format!("these need each other, and no order can satisfy them: {}", path.join(" -> "));
    Diagnostic::new(Code::Cycle, message).help(
        "break the circle: let one of them be made without the other, and change it in a later migration",
    )
}
