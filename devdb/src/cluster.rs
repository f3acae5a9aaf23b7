//! A data folder and the server on it: what the temporary [`Server`](crate::Server) and the lasting
//! [`Project`](crate::Project) share.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use crate::account::{Account, private_file};
use crate::command::{Said, last_lines_of, run};
use crate::find::Installation;
use crate::template::{SETTINGS, SUPERUSER};
use crate::{Error, Options, Result, cache, url};

/// How often another free port is tried when one is taken between finding it and using it.
const TRIES: usize = 5;

/// What a server needs to run: programs, a user, a place.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    pub(crate) installation: Installation,
    pub(crate) account: Option<Account>,
    pub(crate) cache: PathBuf,
}

impl Setting {
    /// Finds everything, installing PostgreSQL where there is none.
    pub(crate) fn find(options: &Options) -> Result<Self> {
        let account = Account::needed(options.user.as_deref())?;
        let cache = cache::folder(options, account.as_ref())?;
        Ok(Self { installation: Installation::find(options)?, account, cache })
    }
}

/// A data folder with its log, both inside one folder.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    pub(crate) folder: PathBuf,
    pub(crate) installation: Installation,
    pub(crate) account: Option<Account>,
    pub(crate) password: String,
}

impl Cluster {
    /// The data folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// What the server says while it runs.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// The URL of a database.
    pub(crate) fn url(&self, port: u16, database: &str) -> String {
        url::local(SUPERUSER, &self.password, port, database)
    }

    /// Starts the server and waits until it takes connections; returns its port.
    ///
    /// `wanted` must be free; otherwise `liked` is taken when it is free, or else any that is.
    pub(crate) fn start(&self, wanted: Option<u16>, liked: Option<u16>, durable: bool) -> Result<u16> {
        if let Some(port) = wanted.filter(|port| !is_free(*port)) {
            return Err(Error::PortTaken { port });
        }
        let mut first = wanted.or(liked.filter(|port| is_free(*port)));
        let mut failure = String::new();
        for _ in 0..TRIES {
            let port = first.take().map_or_else(free_port, Ok)?;
            self.configure(port, durable)?;
            let _ = fs::remove_file(self.log());
            let said = self.pg_ctl(&["start", "-w", "-t", "60"], true)?;
            if said.ok {
                return Ok(port);
            }
            failure = last_lines_of(&self.log());
            let taken = failure.contains("could not bind") || failure.contains("Address already in use");
            match (taken, wanted) {
                (true, Some(port)) => return Err(Error::PortTaken { port }),
                (true, None) => {}
                (false, _) => {
                    let log = if failure.is_empty() { said.tail } else { failure };
                    return Err(Error::Start { log, path: Some(self.log()) });
                }
            }
        }
        Err(Error::Start { log: failure, path: Some(self.log()) })
    }

    /// Stops the server, letting open transactions end with an error. `false` when none runs.
    pub(crate) fn stop(&self) -> Result<bool> {
        if !self.runs()? {
            return Ok(false);
        }
        let said = self.pg_ctl(&["stop", "-w", "-t", "60", "-m", "fast"], false)?;
        if said.ok { Ok(true) } else { Err(Error::Stop { output: said.tail }) }
    }

    /// Whether a server runs on the data folder.
    pub(crate) fn runs(&self) -> Result<bool> {
        Ok(self.pid().is_some() && self.pg_ctl(&["status"], false)?.ok)
    }

    /// The process id of the server, from its lock file.
    pub(crate) fn pid(&self) -> Option<u32> {
        let text = fs::read_to_string(self.data().join("postmaster.pid")).ok()?;
        text.lines().next()?.trim().parse().ok()
    }

    /// Runs an SQL statement with `psql`; returns what it printed.
    pub(crate) fn sql(&self, port: u16, doing: &str, statement: &str) -> Result<String> {
        let mut command = self.installation.tool("psql", None);
        command
            .args(["-X", "-q", "-A", "-t", "-w", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=terse"])
            .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-U", SUPERUSER, "-d", "postgres"])
            .args(["-c", statement])
            .env("PGPASSWORD", &self.password)
            .env("PGCONNECT_TIMEOUT", "10");
        let said = run(&mut command).map_err(Error::io("could not run `psql`"))?;
        if said.ok { Ok(said.stdout) } else { Err(Error::Sql { doing: doing.to_owned(), output: said.tail }) }
    }

    fn pg_ctl(&self, arguments: &[&str], log: bool) -> Result<Said> {
        let mut command = self.installation.tool("pg_ctl", self.account.as_ref());
        command.args(arguments).arg("-D").arg(self.data());
        if log {
            command.arg("-l").arg(self.log());
        }
        run(&mut command).map_err(Error::io("could not run `pg_ctl`"))
    }

    fn configure(&self, port: u16, durable: bool) -> Result<()> {
        let path = self.data().join(SETTINGS);
        private_file(&path, &settings(port, durable))?;
        self.account.as_ref().map_or(Ok(()), |account| account.own(&path))
    }
}

/// What is set on top of PostgreSQL's defaults.
fn settings(port: u16, durable: bool) -> String {
    let mut text = format!(
        "port = {port}\n\
         listen_addresses = '127.0.0.1'\n\
         unix_socket_directories = ''\n\
         max_connections = 200\n\
         wal_level = logical\n\
         max_wal_senders = 20\n\
         max_replication_slots = 20\n\
         timezone = 'UTC'\n\
         log_timezone = 'UTC'\n"
    );
    if !durable {
        text.push_str("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n");
    }
    text
}

/// Whether nothing listens on a port of this machine.
fn is_free(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_ok()
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(Error::io("could not find a free port on 127.0.0.1"))
}

/// `"name"` with embedded quotes doubled.
pub(crate) fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A folder that nobody uses yet: `{parent}/{process}-{number}`.
pub(crate) fn fresh_folder(parent: &Path) -> PathBuf {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let moment = since.map_or(0, |since| since.subsec_nanos());
    parent.join(format!("{}-{}-{moment:x}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)))
}
