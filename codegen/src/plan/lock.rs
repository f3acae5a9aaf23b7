//! Locks and costs of what a plan does, as data: measured on PostgreSQL 15 and 18.

use std::fmt;

/// A table lock, weakest first (manual: "Explicit Locking", 13.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lock {
    /// Other schema changes wait; reads and writes go on.
    ShareUpdateExclusive,
    /// Writes wait.
    Share,
    /// Writes wait, and other such locks.
    ShareRowExclusive,
    /// Everything waits, reads too.
    AccessExclusive,
}

/// As PostgreSQL writes it.
impl serde::Serialize for Lock {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            Self::Share => "SHARE",
            Self::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            Self::AccessExclusive => "ACCESS EXCLUSIVE",
        })
    }
}

/// What an operation does to a table's rows while it holds its lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cost {
    /// Nothing: it changes the catalog.
    Instant,
    /// It reads every row.
    Scan,
    /// It builds an index.
    Build,
    /// It writes every row again, and every index.
    Rewrite,
}

/// What a step does, as far as locks and costs go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each variant is a row of the table below")]
pub enum Operation {
    /// Touches no table that exists already.
    New,
    AddColumn,
    AddColumnRewriting,
    DropColumn,
    SetNotNull,
    SetNotNullProven,
    DropNotNull,
    ChangeDefault,
    ChangeIdentity,
    ChangeExpression,
    DropExpression,
    ChangeType,
    ChangeTypeRewriting,
    AddCheck,
    AddCheckNotValid,
    AddForeignKey,
    AddForeignKeyNotValid,
    AddKey,
    AddKeyUsingIndex,
    AddExclusion,
    Validate,
    DropConstraint,
    DropForeignKey,
    CreateIndex,
    CreateIndexConcurrently,
    /// Of a partitioned table alone.
    CreateIndexOnly,
    AttachIndex,
    DropIndex,
    DropIndexConcurrently,
    DropTable,
    SetUnlogged,
    /// Storage parameters, what is counted, `CLUSTER ON`.
    SetParameters,
    /// Replica identity, row-level security, parents: what only the catalog says.
    ChangeTable,
    /// Another tablespace or access method.
    MoveTable,
    MoveIndex,
    /// The partition, and the default partition of its parent.
    AttachPartition,
    /// Likewise, where checks prove that every row is where it belongs.
    AttachPartitionProven,
    /// Of its parent: a partition that the plan has made is attached, or a table is made that inherits.
    JoinParent,
    /// Of its parent: `CREATE TABLE .. PARTITION OF`.
    CreatePartition,
    DetachPartition,
    DetachPartitionConcurrently,
    Rename,
    ChangeOwner,
    RenameIndex,
    Comment,
    Publish,
    CreateTrigger,
    ChangeRules,
    ReadRows,
}

use Cost::{Build, Instant, Rewrite, Scan};
use Lock::{AccessExclusive, Share, ShareRowExclusive, ShareUpdateExclusive};

/// The lock on the tables of the step, and what happens under it.
const OPERATIONS: &[(Operation, Option<Lock>, Cost)] = &[
    (Operation::New, None, Instant),
    (Operation::AddColumn, Some(AccessExclusive), Instant),
    (Operation::AddColumnRewriting, Some(AccessExclusive), Rewrite),
    (Operation::DropColumn, Some(AccessExclusive), Instant),
    (Operation::SetNotNull, Some(AccessExclusive), Scan),
    (Operation::SetNotNullProven, Some(AccessExclusive), Instant),
    (Operation::DropNotNull, Some(AccessExclusive), Instant),
    (Operation::ChangeDefault, Some(AccessExclusive), Instant),
    (Operation::ChangeIdentity, Some(AccessExclusive), Instant),
    (Operation::ChangeExpression, Some(AccessExclusive), Rewrite),
    (Operation::DropExpression, Some(AccessExclusive), Instant),
    (Operation::ChangeType, Some(AccessExclusive), Instant),
    (Operation::ChangeTypeRewriting, Some(AccessExclusive), Rewrite),
    (Operation::AddCheck, Some(AccessExclusive), Scan),
    (Operation::AddCheckNotValid, Some(AccessExclusive), Instant),
    (Operation::AddForeignKey, Some(ShareRowExclusive), Scan),
    (Operation::AddForeignKeyNotValid, Some(ShareRowExclusive), Instant),
    (Operation::AddKey, Some(AccessExclusive), Build),
    (Operation::AddKeyUsingIndex, Some(AccessExclusive), Instant),
    (Operation::AddExclusion, Some(AccessExclusive), Build),
    (Operation::Validate, Some(ShareUpdateExclusive), Scan),
    (Operation::DropConstraint, Some(AccessExclusive), Instant),
    (Operation::DropForeignKey, Some(AccessExclusive), Instant),
    (Operation::CreateIndex, Some(Share), Build),
    (Operation::CreateIndexConcurrently, Some(ShareUpdateExclusive), Build),
    (Operation::CreateIndexOnly, Some(Share), Instant),
    (Operation::AttachIndex, Some(AccessExclusive), Instant),
    (Operation::DropIndex, Some(AccessExclusive), Instant),
    (Operation::DropIndexConcurrently, Some(ShareUpdateExclusive), Instant),
    (Operation::DropTable, Some(AccessExclusive), Instant),
    (Operation::SetUnlogged, Some(AccessExclusive), Rewrite),
    (Operation::SetParameters, Some(ShareUpdateExclusive), Instant),
    (Operation::ChangeTable, Some(AccessExclusive), Instant),
    (Operation::MoveTable, Some(AccessExclusive), Rewrite),
    (Operation::MoveIndex, Some(AccessExclusive), Build),
    (Operation::AttachPartition, Some(AccessExclusive), Scan),
    (Operation::AttachPartitionProven, Some(AccessExclusive), Instant),
    (Operation::JoinParent, Some(ShareUpdateExclusive), Instant),
    (Operation::CreatePartition, Some(AccessExclusive), Instant),
    (Operation::DetachPartition, Some(AccessExclusive), Instant),
    (Operation::DetachPartitionConcurrently, Some(ShareUpdateExclusive), Instant),
    (Operation::Rename, Some(AccessExclusive), Instant),
    (Operation::ChangeOwner, Some(AccessExclusive), Instant),
    (Operation::RenameIndex, Some(ShareUpdateExclusive), Instant),
    (Operation::Comment, Some(ShareUpdateExclusive), Instant),
    (Operation::Publish, Some(ShareUpdateExclusive), Instant),
    (Operation::CreateTrigger, Some(ShareRowExclusive), Instant),
    (Operation::ChangeRules, Some(AccessExclusive), Instant),
    (Operation::ReadRows, None, Scan),
];

impl Operation {
    fn row(self) -> (Option<Lock>, Cost) {
        let row = OPERATIONS.iter().find(|(operation, _, _)| *operation == self);
        row.map_or((Some(AccessExclusive), Rewrite), |(_, lock, cost)| (*lock, *cost))
    }

    /// The lock on each table of the step.
    pub fn lock(self) -> Option<Lock> {
        self.row().0
    }

    /// What happens to the rows.
    pub fn cost(self) -> Cost {
        self.row().1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_its_row_in_order() {
        assert!(OPERATIONS.is_sorted_by_key(|(operation, _, _)| *operation));
        assert_eq!(OPERATIONS.len(), Operation::ReadRows as usize + 1);
    }
}
