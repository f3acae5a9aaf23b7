//! A database.

use std::fmt;
use std::ops::{AsyncFnOnce, Deref};

use deadpool_postgres::{Object, Pool};

use crate::connect;
use crate::executor::{Executor, Session, Source};
use crate::options::Options;
use crate::{Result, Transaction, pool};

/// A database, behind a pool of connections. Cheap to clone; every clone uses the same pool.
///
/// All that runs statements is on [`Executor`], to which it derefs.
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
}

impl Db {
    /// Connects to the database that a `postgres://` URL names, to see that it can be reached; further connections are
    /// opened when they are needed.
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
        let endpoint = connect::config(url)?;
        let pool = pool::open(&endpoint, options)?;
        match pool.get().await {
            Ok(_) => Ok(Self::from_pool(pool)),
            Err(deadpool_postgres::PoolError::Backend(error)) => Err(endpoint.explain(&error).into()),
            Err(error) => Err(pool::explain(error)),
        }
    }

    /// Reads a URL without connecting: the first statement will.
    ///
    /// # Errors
    /// What is wrong with the URL.
    pub fn connect_lazy(url: &str, options: &Options) -> Result<Self> {
        Ok(Self::from_pool(pool::open(&connect::config(url)?, options)?))
    }

    /// A database behind a pool that you made.
    pub fn from_pool(pool: Pool) -> Self {
        Self { executor: Executor::new(Source::Pool(pool.clone())), pool }
    }

    /// A connection of one's own, for what this crate does not do: `COPY`, `LISTEN`, session state. It goes back to the
    /// pool when it is dropped.
    ///
    /// # Errors
    /// When none can be opened or becomes free in time.
    pub async fn connection(&self) -> Result<Object> {
        self.pool.get().await.map_err(pool::explain)
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
        let connection = self.connection().await?;
        Transaction::start(Session::Pooled(&connection), 0).await?.finish_with(work).await
    }

    /// Closes the pool: statements that run end, no new ones start.
    pub fn close(&self) {
        self.pool.close();
    }
}

impl Clone for Db {
    fn clone(&self) -> Self {
        Self::from_pool(self.pool.clone())
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
        let status = self.pool.status();
        write!(f, "Db({} of {} connections open)", status.size, status.max_size)
    }
}
