//! A server that lives as long as its owner.

use std::env;

use crate::account::private_folder;
use crate::cluster::{Cluster, Setting, fresh_folder, quote};
use crate::command::{program, run};
use crate::template::Template;
use crate::watchdog::{Watchdog, sweep};
use crate::{Error, Installation, Options, Result, replica, url};

/// A running server. Dropping it stops it and removes its data; so does the end of this process, however it comes.
#[derive(Debug)]
pub struct Server {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// Ours: stopped by the watchdog.
    Private { cluster: Box<Cluster>, port: u16, durable: bool, _watchdog: Watchdog },
    /// Somebody else's: left running.
    External { url: String },
}

impl Server {
    /// Starts a private server on a free port and waits until it takes connections. The first time on a machine takes
    /// a few seconds, later under one.
    ///
    /// # Errors
    /// When no PostgreSQL can be found or installed, or it does not start.
    pub fn start(options: &Options) -> Result<Self> {
        let setting = Setting::find(options)?;
        let account = setting.account.clone();
        let template = Template::ensure(&setting.installation, &setting.cache, account.as_ref())?;
        let parent = setting.cache.join("servers");
        private_folder(&parent, account.as_ref())?;
        sweep(&parent, account.as_ref());
        let folder = fresh_folder(&parent);
        private_folder(&folder, account.as_ref())?;
        let watchdog = Watchdog::new(&folder, account.as_ref())?;
        let cluster = Cluster {
            folder,
            installation: setting.installation,
            account,
            password: template.password.clone(),
        };
        template.copy(&cluster.data(), cluster.account.as_ref())?;
        let started = cluster.start(options.port, None, options.durable);
        // The folder goes away with the watchdog: an error must not name a log in it.
        let port = started.map_err(|error| match error {
            Error::Start { log, .. } => Error::Start { log, path: None },
            other => other,
        })?;
        Ok(Self::private(cluster, port, options.durable, watchdog))
    }

    fn private(cluster: Cluster, port: u16, durable: bool, watchdog: Watchdog) -> Self {
        Self { kind: Kind::Private { cluster: Box::new(cluster), port, durable, _watchdog: watchdog } }
    }

    /// A server that runs already; it is left running.
    pub fn external(url: impl Into<String>) -> Self {
        Self { kind: Kind::External { url: url.into() } }
    }

    /// The server that `TABLEWRIGHT_TEST_URL` names, otherwise a private one.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub fn for_tests(options: &Options) -> Result<Self> {
        match env::var("TABLEWRIGHT_TEST_URL") {
            Ok(url) if !url.is_empty() => Ok(Self::external(url)),
            Ok(_) | Err(_) => Self::start(options),
        }
    }

    /// The URL of a database on this server, with the password in it. `postgres` is always there.
    pub fn url(&self, database: &str) -> String {
        match &self.kind {
            Kind::Private { cluster, port, .. } => cluster.url(*port, database),
            Kind::External { url } => url::with_database(url, database),
        }
    }

    /// The PostgreSQL that runs it; `None` for one that is not ours.
    pub fn installation(&self) -> Option<&Installation> {
        match &self.kind {
            Kind::Private { cluster, .. } => Some(&cluster.installation),
            Kind::External { .. } => None,
        }
    }

    /// Makes an empty database.
    ///
    /// # Errors
    /// When the server refuses: the name may be taken.
    pub fn create_database(&self, name: &str) -> Result<()> {
        self.create_database_from("template1", name)
    }

    /// Makes a database as a copy of another one, to which nobody may be connected.
    ///
    /// # Errors
    /// When the server refuses: the name may be taken, or the other database may be in use.
    pub fn create_database_from(&self, template: &str, name: &str) -> Result<()> {
        let statement = format!("CREATE DATABASE {} TEMPLATE {}", quote(name), quote(template));
        self.sql(&format!("making the database `{name}`"), &statement)
    }

    /// Removes a database, if it is there, and ends every connection to it.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn drop_database(&self, name: &str) -> Result<()> {
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", quote(name));
        self.sql(&format!("removing the database `{name}`"), &statement)
    }

    /// Starts a hot standby of this server: a server of its own, on a port of its own, that follows this one by streaming
    /// replication and takes reading statements. It stops when it is dropped, or with this process, like any other.
    ///
    /// ```no_run
    /// use tablewright_devdb::{Options, Server};
    ///
    /// let primary = Server::start(&Options::new())?;
    /// let replica = primary.replica()?;
    /// println!("write to {}, read from {}", primary.url("postgres"), replica.url("postgres"));
    /// # Ok::<(), tablewright_devdb::Error>(())
    /// ```
    ///
    /// # Errors
    /// For a server that is not ours, and when the copy cannot be made or does not start.
    pub fn replica(&self) -> Result<Self> {
        let (primary, port, durable) = self.own("a replica")?;
        let (cluster, port, watchdog) = replica::start(primary, port, durable)?;
        Ok(Self::private(cluster, port, durable, watchdog))
    }

    /// Makes a replica a server by itself, which no longer follows the other one and takes writes: what a fail-over does.
    ///
    /// # Errors
    /// For a server that is not ours, and for one that is no replica.
    pub fn promote(&self) -> Result<()> {
        let (cluster, port, _) = self.own("a promotion")?;
        cluster.sql(port, "promoting the replica", "SELECT pg_catalog.pg_promote(true, 60)").map(drop)
    }

    /// Stops the server and keeps its data, to start it again by [`resume`](Self::resume). Open transactions end with an error.
    ///
    /// # Errors
    /// For a server that is not ours, and for one that does not stop.
    pub fn pause(&self) -> Result<()> {
        let (cluster, _, _) = self.own("a stop")?;
        cluster.stop().map(drop)
    }

    /// Starts the server again after [`pause`](Self::pause), on the same port.
    ///
    /// # Errors
    /// For a server that is not ours, when its port was taken meanwhile, and when it does not start.
    pub fn resume(&self) -> Result<()> {
        let (cluster, port, durable) = self.own("a start")?;
        cluster.start(Some(port), None, durable).map(drop)
    }

    fn own(&self, what: &'static str) -> Result<(&Cluster, u16, bool)> {
        match &self.kind {
            Kind::Private { cluster, port, durable, .. } => Ok((cluster, *port, *durable)),
            Kind::External { .. } => Err(Error::NotOurs { what }),
        }
    }

    fn sql(&self, doing: &str, statement: &str) -> Result<()> {
        match &self.kind {
            Kind::Private { cluster, port, .. } => cluster.sql(*port, doing, statement).map(drop),
            Kind::External { url } => external_sql(url, doing, statement),
        }
    }
}

/// Runs a statement on a server that is not ours, with the `psql` of `PATH`. The password goes through the environment,
/// so that it is not in the list of processes.
fn external_sql(url: &str, doing: &str, statement: &str) -> Result<()> {
    let (url, password) = url::without_password(url);
    let mut command = program("psql", None);
    command.args(["-X", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-c", statement, "-d", &url]);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    let said =
        run(&mut command).map_err(Error::io("could not run `psql`; install it (`postgresql-client`)"))?;
    if said.ok { Ok(()) } else { Err(Error::Sql { doing: doing.to_owned(), output: said.tail }) }
}
