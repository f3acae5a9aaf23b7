//! A database.

use std::fmt;
use std::ops::{AsyncFnOnce, Deref};
use std::sync::Arc;

use crate::connect;
use crate::executor::{Executor, Session, Source};
use crate::options::Options;
use crate::pool::{ClientGuard, Connection, Pool, Status};
use crate::reader::{Group, Lsn, Reader, Readers, ReplicaStatus};
use crate::run::ATTEMPTS;
use crate::{Error, Result, Transaction, TransactionOptions};

/// A database, behind a pool of connections. Cheap to clone; every clone uses the same pool.
///
/// All that runs statements is on [`Executor`], to which it derefs. A statement that it runs may use any connection, so what
/// must happen in one session belongs into a [`transaction`](Self::transaction), or on a [`connection`](Self::connection) of
/// its own: `SET`, temporary tables, advisory locks. What is sent once is never sent again by itself, unless it is certain that
/// it did not reach the server.
///
/// ```no_run
/// use tablewright::{Db, Table};
///
/// #[derive(Debug, Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     title: String,
///     #[column(default = "false")]
///     done: bool,
/// }
///
/// # async fn example() -> tablewright::Result<()> {
/// let db = Db::connect("postgres://ada@localhost/shop").await?;
/// let todo = db.insert(NewTodo::new("buy milk")).one().await?;
/// let open = db.select::<Todo>().filter(Todo::DONE.eq(false)).order_by(Todo::TITLE).all().await?;
/// db.update::<Todo>().set(Todo::DONE, true).filter(Todo::ID.eq(todo.id)).run().await?;
/// # drop(open); Ok(()) }
/// ```
pub struct Db {
    executor: Executor<'static>,
    pool: Pool,
    group: Arc<Group>,
}

impl Db {
    /// Connects to the database that a `postgres://` URL names, to see that it can be reached; further connections are
    /// opened when they are needed. A server that cannot be reached is tried again ([`Retry`](crate::Retry)).
    ///
    /// # Errors
    /// What is wrong with the URL, or why the server cannot be reached; never with the password in it.
    pub async fn connect(url: &str) -> Result<Self> {
        Self::connect_with(url, &Options::default()).await
    }

    /// Like [`connect`](Self::connect), with settings of the pool.
    ///
    /// # Errors
    /// As there.
    pub async fn connect_with(url: &str, options: &Options) -> Result<Self> {
        Self::connect_to(connect::config(url)?, options).await
    }

    /// Like [`connect_with`](Self::connect_with), to what is more than a URL: with a password that is asked for at each
    /// connection ([`Endpoint::password_from`](connect::Endpoint::password_from)), or addresses found in another way.
    ///
    /// # Errors
    /// As there.
    pub async fn connect_to(endpoint: connect::Endpoint, options: &Options) -> Result<Self> {
        let db = Self::lazy(endpoint, options)?;
        db.pool.first().await?;
        Ok(db)
    }

    /// Reads a URL without connecting: the first statement will.
    ///
    /// # Errors
    /// What is wrong with the URL.
    pub fn connect_lazy(url: &str, options: &Options) -> Result<Self> {
        Self::lazy(connect::config(url)?, options)
    }

    fn lazy(endpoint: connect::Endpoint, options: &Options) -> Result<Self> {
        options.check(endpoint.is_behind_pooler())?;
        Ok(Self::with_pool(Pool::new(endpoint, options.clone())))
    }

    pub(crate) fn with_pool(pool: Pool) -> Self {
        let group = Arc::new(Group::alone(&pool));
        Self::with_group(pool, group)
    }

    fn with_group(pool: Pool, group: Arc<Group>) -> Self {
        Self { executor: Executor::new(Source::Pool(pool.clone())), pool, group }
    }

    /// The same database with replicas to [`read`](Self::read) from: a list of URLs, or [`Readers`]. Each has a pool of its own, with
    /// the options of this one. Nothing is connected to before something is read.
    ///
    /// # Errors
    /// What is wrong with a URL.
    pub fn readers(self, readers: impl Into<Readers>) -> Result<Self> {
        let group = Group::new(&self.pool, readers.into())?;
        Ok(Self::with_group(self.pool, Arc::new(group)))
    }

    /// Reads from a replica that is near enough to this server, and from this server where none is: because it is too far behind,
    /// cannot be reached, was promoted, or because there are none. See [`Reader`].
    pub fn read(&self) -> Reader {
        Reader::new(&self.group)
    }

    /// Where the server's log ends now: behind all that was committed. For [`Reader::at_least`], so that one's own writes are read.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn lsn(&self) -> Result<Lsn> {
        self.group.lsn().await
    }

    /// The replicas, as they were seen last.
    pub fn replicas(&self) -> Vec<ReplicaStatus> {
        self.group.status()
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.pool
    }

    /// The driver's client, for what this crate does not do. Its connection goes back to the pool when the guard is dropped, also
    /// by a panic or when the future around it is given up: a transaction that is still open is rolled back, the session is
    /// reset, and a connection of which that cannot be told is closed.
    ///
    /// ```no_run
    /// # async fn example(db: tablewright::Db) -> Result<(), Box<dyn std::error::Error>> {
    /// let client = db.client().await?;
    /// client.batch_execute("CREATE TEMPORARY TABLE visit (id bigint); ANALYZE").await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// When none can be opened or becomes free in time.
    pub async fn client(&self) -> Result<ClientGuard> {
        Ok(ClientGuard::new(self.pool.lend().await?))
    }

    /// A connection of one's own, for session state and for what this crate does not do. It goes back to the pool when it is
    /// dropped, and is reset then.
    ///
    /// # Errors
    /// When none can be opened or becomes free in time.
    pub async fn connection(&self) -> Result<Connection> {
        Ok(Connection::new(self.pool.lend().await?))
    }

    /// A transaction that ends by [`commit`](Transaction::commit), or rolls back when it is dropped.
    ///
    /// # Errors
    /// When no connection can be opened or becomes free in time.
    pub async fn begin(&self) -> Result<Transaction<'static>> {
        self.begin_with(&TransactionOptions::new()).await
    }

    /// Like [`begin`](Self::begin), with an isolation level and what else there is to say.
    ///
    /// # Errors
    /// As there.
    pub async fn begin_with(&self, options: &TransactionOptions) -> Result<Transaction<'static>> {
        let begin = options.begin();
        let mut attempt = 1;
        loop {
            let lease = Arc::new(self.pool.lend().await?);
            let begun = Transaction::start(Session::Leased(Arc::clone(&lease)), 0, &begin).await;
            // A connection that turns out to be broken is left for another one: nothing has happened in it yet.
            if begun.as_ref().is_err_and(Error::ends_session) && attempt < ATTEMPTS {
                self.pool.remove(lease.link());
                attempt += 1;
                continue;
            }
            return begun;
        }
    }

    /// Runs statements that all take effect, or none: commits when the closure returns `Ok`, and rolls back when it returns
    /// `Err`, panics, or is dropped half-way.
    ///
    /// ```no_run
    /// # use tablewright::{Db, Error, Result, sql};
    /// # async fn example(db: Db) -> Result<()> {
    /// let moved = db
    ///     .transaction(async |tx| {
    ///         tx.sql(sql!("UPDATE account SET cents = cents - 100 WHERE id = 1")).run().await?;
    ///         tx.sql(sql!("UPDATE account SET cents = cents + 100 WHERE id = 2")).run().await
    ///     })
    ///     .await?;
    /// # drop(moved); Ok(()) }
    /// ```
    ///
    /// # Errors
    /// What the closure returns (an error of your own goes through [`Error::other`](crate::Error::other)), or why the transaction could not begin or
    /// commit.
    pub async fn transaction<R, F>(&self, work: F) -> Result<R>
    where
        F: AsyncFnOnce(&mut Transaction<'_>) -> Result<R>,
    {
        self.begin().await?.finish_with(work).await
    }

    /// Like [`transaction`](Self::transaction), with an isolation level, and run again after a serialization failure or a
    /// deadlock as often as the options say: not at all unless they say so, since the closure runs again as a whole. Each
    /// attempt has a clone of it, so that none finds what another one changed.
    ///
    /// ```no_run
    /// # use tablewright::{Db, Result, TransactionOptions, sql};
    /// # async fn example(db: Db) -> Result<()> {
    /// let serializable = TransactionOptions::serializable().retries(5);
    /// let left: i64 = db
    ///     .transaction_with(&serializable, async |tx| {
    ///         tx.sql(sql!("UPDATE seat SET taken = true WHERE id = 7")).run().await?;
    ///         tx.sql(sql!("SELECT count(*) FROM seat WHERE NOT taken")).scalar().await
    ///     })
    ///     .await?;
    /// # drop(left); Ok(()) }
    /// ```
    ///
    /// # Errors
    /// As there; after the last attempt, the error of that one.
    pub async fn transaction_with<R, F>(&self, options: &TransactionOptions, work: F) -> Result<R>
    where
        F: AsyncFnOnce(&mut Transaction<'_>) -> Result<R> + Clone,
    {
        let mut attempt = 0;
        loop {
            let result = self.begin_with(options).await?.finish_with(work.clone()).await;
            match result {
                Ok(value) => return Ok(value),
                Err(error) => match options.again(attempt, &error) {
                    Some(pause) => tokio::time::sleep(pause).await,
                    None => return Err(error),
                },
            }
            attempt += 1;
        }
    }

    /// How the connections stand.
    pub fn status(&self) -> Status {
        self.pool.status()
    }

    /// Closes the pool: statements that run end, no new ones start.
    pub fn close(&self) {
        self.pool.close();
        self.group.close();
    }
}

impl Clone for Db {
    fn clone(&self) -> Self {
        Self::with_group(self.pool.clone(), Arc::clone(&self.group))
    }
}

impl Deref for Db {
    type Target = Executor<'static>;
    fn deref(&self) -> &Executor<'static> {
        &self.executor
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Db({} of {} connections open)", self.pool.open_connections(), self.pool.max_connections())
    }
}
