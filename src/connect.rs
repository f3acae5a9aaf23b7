//! From a `postgres://` URL to a connection.
//!
//! Comes in: the URL, with the parameters of libpq. Goes out: a [`tokio_postgres::Client`] whose connection task runs, or what
//! a pool needs to open its own ([`Endpoint`]). It never shows the password, neither in an error nor in `Debug`.

mod error;
mod tls;
mod url;

use std::fmt;
use std::time::Duration;

use tokio_postgres::Client;
use tokio_postgres::config::Host;
use tokio_postgres_rustls::MakeRustlsConnect;

pub use error::{ConnectError, ConnectErrorKind};

/// How long to wait for a server, unless the URL says `connect_timeout`.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens one connection and starts the task that drives it.
///
/// The URL is libpq's: `postgres://user:password@host:port/database?sslmode=verify-full&sslrootcert=ca.pem`. Without
/// `sslmode` a connection is encrypted where the server can (`prefer`); `verify-ca` and `verify-full` check its certificate
/// against `sslrootcert`, or against Mozilla's roots when the URL names none.
///
/// ```no_run
/// # async fn example() -> Result<(), tablewright::connect::ConnectError> {
/// let client = tablewright::connect::connect("postgres://ada@localhost/shop").await?;
/// # drop(client); Ok(()) }
/// ```
///
/// # Errors
/// A sentence with host, database and user, and what to do; never with the password.
pub async fn connect(url: &str) -> Result<Client, ConnectError> {
    config(url)?.connect().await
}

/// Reads a URL without connecting.
///
/// # Errors
/// Where the URL cannot be read, or the certificate file that it names cannot.
pub fn config(url: &str) -> Result<Endpoint, ConnectError> {
    let parsed = url::parse(url)?;
    let tls = tls::connector(&parsed)?;
    let mut config = parsed.config;
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        config.host("localhost");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT_TIMEOUT);
    }
    if config.get_application_name().is_none() {
        config.application_name("tablewright");
    }
    Ok(Endpoint { config, tls, pooler: parsed.pooler })
}

/// A server and database to connect to, and how. What a connection pool starts from.
#[derive(Clone)]
pub struct Endpoint {
    config: tokio_postgres::Config,
    tls: MakeRustlsConnect,
    pooler: bool,
}

impl Endpoint {
    /// Another database on the same server.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Self {
        let mut endpoint = self.clone();
        endpoint.config.dbname(name);
        endpoint
    }

    /// The same server for what only reads, which must be there soon. Its sessions refuse to write, also when the server is no replica
    /// any more. (A pooler takes no settings of a session.)
    pub(crate) fn for_reading(&self, patience: Duration) -> Self {
        let mut endpoint = self.clone();
        let limit = endpoint.config.get_connect_timeout().map_or(patience, |limit| patience.min(*limit));
        endpoint.config.connect_timeout(limit);
        if !self.pooler {
            let before = self.config.get_options().unwrap_or_default();
            endpoint.config.options(format!("{before} -c default_transaction_read_only=on").trim());
        }
        endpoint
    }

    /// The settings of the driver; the password is in them.
    pub fn config(&self) -> &tokio_postgres::Config {
        &self.config
    }

    /// Whether the URL says that a transaction pooler stands in front of the server: `?pgbouncer=true`.
    pub fn is_behind_pooler(&self) -> bool {
        self.pooler
    }

    /// The TLS side, for [`tokio_postgres::Config::connect`] and [`tokio_postgres::CancelToken::cancel_query`].
    pub fn connector(&self) -> MakeRustlsConnect {
        self.tls.clone()
    }

    /// Opens one connection and starts the task that drives it.
    ///
    /// # Errors
    /// As [`connect`].
    pub async fn connect(&self) -> Result<Client, ConnectError> {
        // The driver bounds only the opening of the socket; a server that accepts and then says nothing is bounded here.
        let limit = self.config.get_connect_timeout().copied().unwrap_or(CONNECT_TIMEOUT);
        let attempt = tokio::time::timeout(limit, self.config.connect(self.connector())).await;
        let (client, connection) = match attempt {
            Ok(Ok(connected)) => connected,
            Ok(Err(error)) => return Err(self.explain(&error)),
            Err(_) => return Err(ConnectError::timeout(self, limit)),
        };
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(error = %error, "the connection ended");
            }
        });
        Ok(client)
    }

    /// What a failed attempt to connect means, in a sentence.
    pub fn explain(&self, error: &tokio_postgres::Error) -> ConnectError {
        ConnectError::explain(self, error)
    }

    /// `localhost:5432`, or the folder of the socket.
    pub fn address(&self) -> String {
        let ports = self.config.get_ports();
        let port = |i: usize| ports.get(i).or(ports.first()).copied().unwrap_or(5432);
        let names: Vec<String> = match self.config.get_hosts() {
            [] => self.config.get_hostaddrs().iter().map(ToString::to_string).collect(),
            hosts => hosts.iter().map(host_name).collect(),
        };
        let addresses: Vec<String> =
            names.iter().enumerate().map(|(i, name)| format!("{name}:{}", port(i))).collect();
        addresses.join(", ")
    }

    /// The database; the server takes the user's name where none is given.
    pub fn database(&self) -> &str {
        self.config.get_dbname().unwrap_or_else(|| self.user())
    }

    /// The user; the driver takes the operating system's where none is given.
    pub fn user(&self) -> &str {
        self.config.get_user().unwrap_or("(the operating system's user)")
    }
}

fn host_name(host: &Host) -> String {
    match host {
        Host::Tcp(name) if name.contains(':') => format!("[{name}]"),
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    }
}

/// `shop at localhost:5432 as ada`.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {} as {}", self.database(), self.address(), self.user())
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Endpoint({self})")
    }
}
