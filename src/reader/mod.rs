//! Reading from replicas.
//!
//! Comes in: the pool of the writer, and the URLs of replicas. Goes out: [`Reader`], which runs reading statements on a replica that
//! is near enough to the writer, and on the writer where none is. It never writes: a replica cannot, and on the writer its
//! statements run in a transaction that only reads.
//!
//! A replica that has replayed the writer's log up to a place has everything that was committed when the log ended there. Where the
//! log ended is noted now and then with the moment, so that the age of what a replica shows is known by one clock, that of this
//! program.

mod group;
mod lsn;
mod measure;
mod replica;
mod settings;

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub(crate) use group::Group;
pub use group::{ReplicaState, ReplicaStatus};
pub use lsn::{Lsn, LsnError};
pub(crate) use replica::Replica;
pub use settings::Readers;

use crate::copy::CopiedRows;
use crate::executor::{Executor, Session, Source};
use crate::pool::{Lease, Pool, locked};
use crate::scope::Single;
use crate::select::Whole;
use crate::table::{Stored, Table};
use crate::{Result, Select, Sql, SqlQuery, Transaction};

/// Reads, from a replica where one is near enough: [`Db::read`](crate::Db::read).
///
/// One value stays with one replica as long as that is good enough, so that what was read once does not vanish with the next
/// statement. Make one where a piece of work begins, such as a request.
///
/// It has no `insert`, `update` or `delete`. What a statement of your own, or a function in a query, would change is refused by the
/// server, on the writer too. A function that takes `&Executor<'_>` is given [`executor`](Self::executor).
///
/// ```no_run
/// use std::time::Duration;
/// use tablewright::{Db, Readers, Result, Table, sql};
///
/// #[derive(Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     title: String,
/// }
///
/// # async fn example(writer: &str, one: &str, two: &str) -> Result<()> {
/// let readers = Readers::new([one, two]).max_lag(Duration::from_secs(2));
/// let db = Db::connect(writer).await?.readers(readers)?;
///
/// let todos = db.read().select::<Todo>().order_by(Todo::ID).limit(10).all().await?;
///
/// let todo = db.insert(NewTodo::new("buy milk")).one().await?;
/// let at = db.lsn().await?;
/// // In the next request, wherever it runs:
/// let read = db.read().at_least(at);
/// let same = read.select::<Todo>().filter(Todo::ID.eq(todo.id)).one().await?;
/// let count: i64 = read.sql(sql!("SELECT count(*) FROM todo")).scalar().await?;
/// # drop((todos, same, count)); Ok(()) }
/// ```
#[must_use = "a reader does nothing until a query runs on it"]
pub struct Reader {
    executor: Executor<'static>,
    reading: Reading,
}

/// Which replica a read goes to, and where it went before.
#[derive(Clone)]
pub(crate) struct Reading {
    group: Arc<Group>,
    at_least: Option<Lsn>,
    wait: Duration,
    /// The replica that the last read went to.
    place: Arc<Mutex<Option<usize>>>,
}

/// Where a read goes.
pub(crate) enum Place {
    Replica(Arc<Replica>),
    Writer(Pool),
}

impl Reading {
    pub(crate) async fn place(&self) -> Place {
        let before = *locked(&self.place);
        let chosen = self.group.choose(self.at_least, self.wait, before).await;
        let replica = chosen.and_then(|number| self.group.replica(number));
        *locked(&self.place) = chosen.or(before);
        match replica {
            Some(replica) => Place::Replica(Arc::clone(replica)),
            None => Place::Writer(self.group.writer().clone()),
        }
    }

    /// A connection for as long as the caller holds it.
    pub(crate) async fn lend(&self) -> Result<Lease> {
        loop {
            match self.place().await {
                Place::Writer(pool) => return pool.lend().await,
                Place::Replica(replica) => match replica.pool().lend().await {
                    Err(error) if error.is_unreachable() => replica.lost(),
                    other => return other,
                },
            }
        }
    }
}

impl Reader {
    pub(crate) fn new(group: &Arc<Group>) -> Self {
        let wait = group.catch_up();
        Self::of(Reading { group: Arc::clone(group), at_least: None, wait, place: Arc::default() })
    }

    fn of(reading: Reading) -> Self {
        Self { executor: Executor::new(Source::Reader(reading.clone())), reading }
    }

    /// Only from a server that has come so far: what was committed before [`Db::lsn`](crate::Db::lsn) returned this is there. It is
    /// waited for, as long as [`Readers::catch_up`] says, and then read from the writer.
    pub fn at_least(mut self, lsn: Lsn) -> Self {
        self.reading.at_least = self.reading.at_least.max(Some(lsn));
        Self::of(self.reading)
    }

    /// Waits this long for a replica to come so far as [`at_least`](Self::at_least) asks, instead of what [`Readers::catch_up`] says.
    pub fn wait(mut self, wait: Duration) -> Self {
        self.reading.wait = wait;
        Self::of(self.reading)
    }

    /// For functions that take `&Executor<'_>`, and for [`Select::on`]. What would write through it is refused by the server.
    pub fn executor(&self) -> &Executor<'static> {
        &self.executor
    }

    /// Rows of a table: [`Select`].
    pub fn select<T: Stored>(&self) -> Select<Single<T>, Whole, &Executor<'_>> {
        self.executor.select()
    }

    /// A statement of your own, made by [`sql!`](crate::sql). One that writes is refused by the server.
    pub fn sql<'e, R>(&'e self, sql: Sql<'e, R>) -> SqlQuery<'e, R> {
        self.executor.sql(sql)
    }

    /// All rows of a table by binary `COPY`: [`Executor::copy_out`].
    ///
    /// # Errors
    /// As there.
    pub async fn copy_out<T: Table>(&self) -> Result<CopiedRows<'_, T>> {
        self.executor.copy_out().await
    }

    /// A transaction on one server in which every statement sees the same rows, and which only reads.
    ///
    /// ```no_run
    /// # use tablewright::{Db, Result, sql};
    /// # async fn example(db: Db) -> Result<()> {
    /// let tx = db.read().begin().await?;
    /// let open: i64 = tx.sql(sql!("SELECT count(*) FROM todo WHERE NOT done")).scalar().await?;
    /// let all: i64 = tx.sql(sql!("SELECT count(*) FROM todo")).scalar().await?;
    /// tx.commit().await?;
    /// # drop((open, all)); Ok(()) }
    /// ```
    ///
    /// # Errors
    /// When neither a replica nor the writer has a connection to give.
    pub async fn begin(&self) -> Result<Transaction<'static>> {
        let lease = Arc::new(self.reading.lend().await?);
        Transaction::start(Session::Leased(lease), 0, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reader")?;
        self.reading.at_least.map_or(Ok(()), |lsn| write!(f, "(at least {lsn})"))
    }
}
