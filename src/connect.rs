//! From a `postgres://` URL to a connection.
//!
//! Comes in: the URL, with the parameters of libpq. Goes out: a [`tokio_postgres::Client`] whose connection task runs, or what
//! a pool needs to open its own ([`Endpoint`]). It never shows the password, neither in an error nor in `Debug`.

mod error;
mod host;
mod password;
mod tls;
mod url;

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::AbortHandle;
use tokio_postgres::config::{Host, TargetSessionAttrs};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Config};
use tokio_postgres_rustls::MakeRustlsConnect;

pub use error::{ConnectError, ConnectErrorKind};
use password::Ask;
use url::Encryption;

/// How long to wait for a server, unless the URL says `connect_timeout`.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens one connection and starts the task that drives it.
///
/// The URL is libpq's: `postgres://user:password@host:port/database?sslmode=verify-full&sslrootcert=ca.pem`. Without
/// `sslmode` a connection is encrypted where the server can (`prefer`); `verify-ca` and `verify-full` check its certificate
/// against `sslrootcert`, or against `~/.postgresql/root.crt`, or against Mozilla's roots where there is neither. A password
/// that the URL does not have comes from `PGPASSWORD` or from the password file (`passfile` in the URL, `PGPASSFILE`, or
/// `~/.pgpass`), which only its owner may read. One attempt is made; a [`Db`](crate::Db) makes several.
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
    Ok(Endpoint {
        config,
        tls,
        pooler: parsed.pooler,
        encryption: parsed.encryption,
        passfile: parsed.passfile,
        wants_kind: parsed.wants_kind,
        ask: None,
        resolve: None,
    })
}

type Found = Pin<Box<dyn Future<Output = std::io::Result<Vec<IpAddr>>> + Send>>;

/// A connection, and the task that drives it.
pub(crate) struct Open {
    pub(crate) client: Client,
    pub(crate) task: AbortHandle,
}

/// A server and database to connect to, and how. What a connection pool starts from.
#[derive(Clone)]
pub struct Endpoint {
    config: tokio_postgres::Config,
    tls: MakeRustlsConnect,
    pooler: bool,
    encryption: Encryption,
    passfile: Option<PathBuf>,
    wants_kind: bool,
    ask: Option<Ask>,
    resolve: Option<Arc<dyn Fn(String) -> Found + Send + Sync>>,
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

    /// Asks for a password before every connection: a token that is good for some minutes, as for AWS IAM. It comes before any
    /// other password, and what goes wrong with it is an error of the kind [`Password`](ConnectErrorKind::Password), which is not
    /// tried again.
    ///
    /// ```no_run
    /// # async fn token() -> Result<String, std::io::Error> { Ok(String::new()) }
    /// # async fn example() -> tablewright::Result<()> {
    /// use tablewright::{Db, Options, connect};
    ///
    /// let endpoint = connect::config("postgres://app@db.example/shop?sslmode=verify-full")?;
    /// let db = Db::connect_to(endpoint.password_from(|| async { token().await }), &Options::default()).await?;
    /// # drop(db); Ok(()) }
    /// ```
    #[must_use]
    pub fn password_from<F, A, E>(mut self, ask: F) -> Self
    where
        F: Fn() -> A + Send + Sync + 'static,
        A: Future<Output = Result<String, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        self.ask = Some(Ask::new(ask));
        self
    }

    /// Finds the addresses of a host by this in place of the system's resolver, before every connection. Certificates still have
    /// to name the host.
    #[must_use]
    pub fn resolve_with<F, A>(mut self, resolve: F) -> Self
    where
        F: Fn(String) -> A + Send + Sync + 'static,
        A: Future<Output = std::io::Result<Vec<IpAddr>>> + Send + 'static,
    {
        self.resolve = Some(Arc::new(move |name| Box::pin(resolve(name))));
        self
    }

    /// Where the URL names several hosts, and not which kind of server it wants: the one that takes writes.
    pub(crate) fn prefer_writer(mut self) -> Self {
        let several = self.config.get_hosts().len().max(self.config.get_hostaddrs().len()) > 1;
        if several && !self.wants_kind {
            self.config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        }
        self
    }

    /// Whether the URL says which kind of server it wants.
    pub(crate) fn wants_kind(&self) -> bool {
        self.wants_kind
    }

    /// More settings that every connection starts with: `-c name=value ..`.
    pub(crate) fn add_options(&mut self, more: &str) {
        let options =
            self.config.get_options().map_or_else(|| more.to_owned(), |all| format!("{all} {more}"));
        self.config.options(options);
    }

    pub(crate) fn set_connect_timeout(&mut self, limit: Duration) {
        self.config.connect_timeout(limit);
    }

    /// The settings of the driver; a password that the URL has is in them.
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

    /// Opens one connection and starts the task that drives it. Of several hosts, those are tried in turn, each within
    /// `connect_timeout`, until one takes it.
    ///
    /// # Errors
    /// As [`connect`].
    pub async fn connect(&self) -> Result<Client, ConnectError> {
        Ok(self.open().await?.client)
    }

    /// As [`connect`](Self::connect), with the task.
    pub(crate) async fn open(&self) -> Result<Open, ConnectError> {
        let limit = self.config.get_connect_timeout().copied().unwrap_or(CONNECT_TIMEOUT);
        let mut failed = None;
        for config in host::each(&self.config) {
            let host = Self { config, ..self.clone() };
            // The driver bounds only the opening of the socket; a server that accepts and then says nothing is bounded here.
            let error = match tokio::time::timeout(limit, host.connect_host()).await {
                Ok(Ok(open)) => return Ok(open),
                Ok(Err(error)) => error,
                Err(_) => ConnectError::timeout(&host, limit),
            };
            // As libpq does: who is refused by one host is not tried at the others.
            if !error.kind().is_transient() {
                return Err(error);
            }
            failed = Some(error);
        }
        Err(failed.unwrap_or_else(|| ConnectError::url("it names no host")))
    }

    /// Connects to the only host.
    async fn connect_host(&self) -> Result<Open, ConnectError> {
        let mut config = self.config.clone();
        if let Some(ask) = &self.ask {
            config.password(ask.ask().await.map_err(|error| ConnectError::no_token(self, &error))?);
        } else if config.get_password().is_none()
            && let Some(password) = password::around(&config, self.passfile.as_deref())
        {
            config.password(password);
        }
        let (Some(resolve), Some(name)) = (&self.resolve, host::name(&config)) else {
            return self.connect_either(&config).await;
        };
        let found = resolve(name.to_owned()).await.map_err(|error| ConnectError::unresolved(self, &error))?;
        let mut failed = None;
        for address in found {
            match self.connect_either(&host::at(&config, address)).await {
                Ok(open) => return Ok(open),
                Err(error) => failed = Some(error),
            }
        }
        Err(failed.unwrap_or_else(|| ConnectError::unresolved(self, &"it has no address")))
    }

    /// Connects with encryption, or without, or in one of both ways and then in the other.
    async fn connect_either(&self, config: &Config) -> Result<Open, ConnectError> {
        let (first, second) = self.encryption.modes();
        let mut config = config.clone();
        config.ssl_mode(first);
        let tried = self.connect_once(&config).await;
        match (tried, second) {
            (Ok(open), _) => Ok(open),
            (Err(error), Some(second)) if may_be_about_encryption(&error) => {
                config.ssl_mode(second);
                self.connect_once(&config).await.map_err(|error| self.explain(&error))
            }
            (Err(error), _) => Err(self.explain(&error)),
        }
    }

    async fn connect_once(&self, config: &Config) -> Result<Open, tokio_postgres::Error> {
        let (client, connection) = config.connect(self.connector()).await?;
        let task = tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(error = %error, "the connection ended");
            }
        });
        Ok(Open { client, task: task.abort_handle() })
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

/// The server refuses whoever comes in this way (`hostssl` and `hostnossl` in its `pg_hba.conf`), or cannot encrypt.
fn may_be_about_encryption(error: &tokio_postgres::Error) -> bool {
    match error.code() {
        Some(code) => *code == SqlState::INVALID_AUTHORIZATION_SPECIFICATION,
        None => error.to_string() == "error performing TLS handshake",
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
