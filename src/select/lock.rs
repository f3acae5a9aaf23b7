//! `FOR UPDATE` and its kin.

use super::output::{Locked, Picked, Whole};
use super::query::Lock;
use super::{RowOf, Select};
use crate::scope::Contains;
use crate::table::Source;

/// Rows that stand in tables as they come out, and so can be locked there.
#[diagnostic::on_unimplemented(
    message = "these rows cannot be locked",
    label = "they are grouped, put together from several queries, or locked already",
    note = "lock rows of a query without groups and set operations"
)]
pub trait Lockable {}

impl Lockable for Whole {}
impl<R, C> Lockable for Picked<R, C> {}

macro_rules! locks {
    ($($(#[$doc:meta])* $name:ident $strength:literal;)+) => {$(
        $(#[$doc])*
        pub fn $name(mut self) -> Select<S, Locked<O>, E> {
            self.query.more().lock = Some(Lock { strength: $strength, of: Vec::new(), wait: "" });
            self.into_output(Locked)
        }
    )+};
}

/// Locks last until the transaction ends, so they make sense in one.
///
/// ```no_run
/// # use tablewright::{Result, Table, Transaction};
/// # #[derive(Table)]
/// # struct Job {
/// #     #[column(primary_key, identity)]
/// #     id: i64,
/// #     #[column(default = "false")]
/// #     done: bool,
/// # }
/// async fn next(tx: &mut Transaction<'_>) -> Result<Option<Job>> {
///     tx.select::<Job>().filter(Job::DONE.eq(false)).order_by(Job::ID).for_update().skip_locked().first().await
/// }
/// ```
impl<S, O: Lockable, E> Select<S, O, E> {
    locks! {
        /// Nobody else can change, delete or lock the rows.
        for_update "UPDATE";
        /// As [`for_update`](Self::for_update), but others may refer to the rows by a foreign key.
        for_no_key_update "NO KEY UPDATE";
        /// Nobody can change or delete the rows.
        for_share "SHARE";
        /// Nobody can delete the rows or change what foreign keys refer to.
        for_key_share "KEY SHARE";
    }
}

impl<S, O, E> Select<S, Locked<O>, E> {
    /// Only the rows of this table are locked: `.of(whole::<Todo>())`. Several calls lock several. The side of an outer join
    /// whose rows may be missing cannot be locked.
    pub fn of<T: Source, I>(self, _: RowOf<T>) -> Self
    where
        S: Contains<T, I>,
    {
        self.lock(|lock| lock.of.push(T::SOURCE))
    }

    /// Rows that somebody else has locked are left out.
    pub fn skip_locked(self) -> Self {
        self.lock(|lock| lock.wait = " SKIP LOCKED")
    }

    /// An error, rather than to wait, where somebody else has locked a row.
    pub fn nowait(self) -> Self {
        self.lock(|lock| lock.wait = " NOWAIT")
    }

    fn lock(mut self, change: impl FnOnce(&mut Lock)) -> Self {
        if let Some(lock) = &mut self.query.more().lock {
            change(lock);
        }
        self
    }
}
