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

#[diagnostic::do_not_recommend]
impl Lockable for Whole {}
#[diagnostic::do_not_recommend]
impl<R, C> Lockable for Picked<R, C> {}

/// A query that locks its rows.
#[diagnostic::on_unimplemented(
    message = "this query locks nothing",
    label = "this is about locks",
    note = "lock the rows first: `.for_update()`, `.for_share()`"
)]
pub trait Locks {}

#[diagnostic::do_not_recommend]
impl<O> Locks for Locked<O> {}

/// The rows of a table of the scope `S`: `whole::<Todo>()`.
pub trait RowsOf<S, I> {
    /// The table.
    type Source: Source;
}

impl<T: Source, S: Contains<T, I>, I> RowsOf<S, I> for RowOf<T> {
    type Source = T;
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
impl<S, O, E> Select<S, O, E> {
    /// Nobody else can change, delete or lock the rows.
    pub fn for_update(self) -> Select<S, Locked<O>, E>
    where
        O: Lockable,
    {
        self.locked("UPDATE")
    }

    /// As [`for_update`](Self::for_update), but others may refer to the rows by a foreign key.
    pub fn for_no_key_update(self) -> Select<S, Locked<O>, E>
    where
        O: Lockable,
    {
        self.locked("NO KEY UPDATE")
    }

    /// Nobody can change or delete the rows.
    pub fn for_share(self) -> Select<S, Locked<O>, E>
    where
        O: Lockable,
    {
        self.locked("SHARE")
    }

    /// Nobody can delete the rows or change what foreign keys refer to.
    pub fn for_key_share(self) -> Select<S, Locked<O>, E>
    where
        O: Lockable,
    {
        self.locked("KEY SHARE")
    }

    fn locked(mut self, strength: &'static str) -> Select<S, Locked<O>, E> {
        self.query.more().lock = Some(Lock { strength, of: Vec::new(), wait: "" });
        self.into_output(Locked)
    }

    /// Only the rows of this table are locked: `.of(whole::<Todo>())`. Several calls lock several. The side of an outer join
    /// whose rows may be missing cannot be locked.
    pub fn of<R: RowsOf<S, I>, I>(self, _: R) -> Self
    where
        O: Locks,
    {
        self.lock(|lock| lock.of.push(R::Source::SOURCE))
    }

    /// Rows that somebody else has locked are left out.
    pub fn skip_locked(self) -> Self
    where
        O: Locks,
    {
        self.lock(|lock| lock.wait = " SKIP LOCKED")
    }

    /// An error, rather than to wait, where somebody else has locked a row.
    pub fn nowait(self) -> Self
    where
        O: Locks,
    {
        self.lock(|lock| lock.wait = " NOWAIT")
    }

    fn lock(mut self, change: impl FnOnce(&mut Lock)) -> Self {
        if let Some(lock) = &mut self.query.more().lock {
            change(lock);
        }
        self
    }
}
