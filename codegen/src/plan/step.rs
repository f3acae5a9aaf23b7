//! A step: one statement of a plan with what it means for the others and for the rows.

use super::fact::Fact;
use super::hazard::Hazard;
use super::lock::{Lock, Operation};
use crate::ddl::Statement;
use crate::model::QName;

/// One statement of a plan.
#[derive(Clone, Debug)]
pub struct Step {
    /// What to run.
    pub statement: Statement,
    /// What must be there before.
    pub needs: Vec<Fact>,
    /// What is there afterwards.
    pub provides: Vec<Fact>,
    /// What is gone afterwards.
    pub destroys: Vec<Fact>,
    /// What the thing that goes had been using.
    pub releases: Vec<Fact>,
    /// What must be gone before, where it goes at all: a view that is put back would take it up again.
    pub awaits: Vec<Fact>,
    /// What it does, as far as locks and costs go.
    pub operation: Operation,
    /// The tables that it locks, of those that were there before the plan.
    pub tables: Vec<QName>,
    /// What to know of it.
    pub hazards: Vec<Hazard>,
    /// Whether it can run inside a transaction.
    pub in_transaction: bool,
    /// The transaction that it runs in, counted from 0.
    pub batch: usize,
    /// Where it stands when nothing else decides.
    pub(super) phase: Phase,
    /// The step that it should directly follow.
    pub(super) behind: Option<usize>,
}

/// Where a step stands among those that do not depend on each other. The first and the last ones are borders: no step
/// of another phase passes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Phase {
    /// Namespaces and extensions, which anything may use without saying so.
    Foundation,
    /// New names for what stays.
    Rename,
    /// Values added to enums, usable only after a commit.
    EnumValue,
    /// Enums and domains.
    Type,
    /// Sequences.
    Sequence,
    /// What is in the way of a change: gone for good, or put back later in the same transaction.
    Teardown,
    /// Functions.
    Function,
    /// Casts, operators and their classes.
    Operator,
    /// Tables, with the comments and indexes of new ones.
    Table,
    /// Columns.
    Column,
    /// Rows: sequences that catch up.
    Data,
    /// Constraints and indexes that need no commit.
    Constraint,
    /// Views, put back before the transaction ends so that nobody misses them.
    View,
    /// Triggers and rules.
    Trigger,
    /// Row-level security.
    Security,
    /// Owners and privileges.
    Access,
    /// Publications.
    Publication,
    /// What is gone for good.
    Drop,
    /// Index builds outside a transaction.
    Online,
    /// Validation, in a transaction after the one that added what is validated.
    Validate,
    /// What rests on a validated constraint or a ready index.
    Settle,
    /// Indexes that another one has replaced.
    Replaced,
    /// Extensions that are gone.
    DropExtension,
    /// Namespaces that are gone.
    DropNamespace,
}

impl Step {
    /// A step without any relation to others.
    pub(super) fn new(phase: Phase, operation: Operation, statement: Statement) -> Self {
        Self {
            statement,
            needs: Vec::new(),
            provides: Vec::new(),
            destroys: Vec::new(),
            releases: Vec::new(),
            awaits: Vec::new(),
            operation,
            tables: Vec::new(),
            hazards: Vec::new(),
            in_transaction: true,
            batch: 0,
            phase,
            behind: None,
        }
    }

    /// Adds what must be there before.
    pub(super) fn needs(mut self, facts: impl IntoIterator<Item = Fact>) -> Self {
        self.needs.extend(facts);
        self
    }

    /// Adds what is there afterwards.
    pub(super) fn provides(mut self, facts: impl IntoIterator<Item = Fact>) -> Self {
        self.provides.extend(facts);
        self
    }

    /// Adds what is gone afterwards.
    pub(super) fn destroys(mut self, facts: impl IntoIterator<Item = Fact>) -> Self {
        self.destroys.extend(facts);
        self
    }

    /// Adds what is used no more afterwards.
    pub(super) fn releases(mut self, facts: impl IntoIterator<Item = Fact>) -> Self {
        self.releases.extend(facts);
        self
    }

    /// Adds what must be gone before.
    pub(super) fn awaits(mut self, facts: impl IntoIterator<Item = Fact>) -> Self {
        self.awaits.extend(facts);
        self
    }

    /// Adds a remark for the reviewer.
    pub(super) fn hazard(mut self, hazard: Hazard) -> Self {
        self.hazards.push(hazard);
        self
    }

    /// Says that it must stand outside a transaction.
    pub(super) fn outside_transaction(mut self) -> Self {
        self.in_transaction = false;
        self
    }

    /// The lock that it takes on each of its tables.
    pub fn lock(&self) -> Option<Lock> {
        if self.tables.is_empty() { None } else { self.operation.lock() }
    }
}
