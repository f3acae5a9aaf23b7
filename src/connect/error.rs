//! Why there is no connection, in a sentence, with the way out.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use tokio_postgres::error::SqlState;

use super::Endpoint;

/// There is no connection. Prints as two sentences: what happened where, and what to do. Never holds the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectError {
    kind: ConnectErrorKind,
    message: String,
    help: String,
}

/// The kinds of failure that a caller may want to tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectErrorKind {
    /// The URL cannot be read.
    Url,
    /// Nothing listens there, or the host is unknown.
    Unreachable,
    /// No answer in time.
    Timeout,
    /// The user is unknown or the password wrong.
    Password,
    /// The database does not exist.
    Database,
    /// The server has no free connection, or is starting or stopping; a later attempt may do better.
    Busy,
    /// Encryption: refused, or a certificate that is not trusted.
    Tls,
    /// Something else that the server or the driver said.
    Other,
}

impl ConnectError {
    /// Which kind of failure it is.
    pub fn kind(&self) -> ConnectErrorKind {
        self.kind
    }

    /// What happened, and where: one sentence without a full stop.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do: one sentence without a full stop.
    pub fn help(&self) -> &str {
        &self.help
    }

    fn new(kind: ConnectErrorKind, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind, message: message.into(), help: help.into() }
    }

    pub(super) fn url(why: impl fmt::Display) -> Self {
        Self::new(
            ConnectErrorKind::Url,
            format!("the database URL cannot be read: {why}"),
            "Write it as `postgres://user:password@host:5432/database`; in a password, `@ : / ? # %` are written \
             `%40 %3A %2F %3F %23 %25`",
        )
    }

    pub(super) fn certificate(message: String) -> Self {
        Self::new(
            ConnectErrorKind::Tls,
            message,
            "Let `sslrootcert` in the database URL name a PEM file with the authority that signed the server's certificate",
        )
    }

    pub(super) fn timeout(to: &Endpoint, limit: Duration) -> Self {
        Self::new(
            ConnectErrorKind::Timeout,
            format!(
                "PostgreSQL at {} (database {}, user {}) did not answer within {} s",
                to.address(),
                to.database(),
                to.user(),
                limit.as_secs()
            ),
            "Check host, port and firewall; `connect_timeout=30` in the database URL waits longer",
        )
    }

    pub(super) fn explain(to: &Endpoint, error: &tokio_postgres::Error) -> Self {
        if let Some(db) = error.as_db_error() {
            return Self::from_server(to, db);
        }
        let reason = chain(error);
        let io = error.source().and_then(|s| s.downcast_ref::<std::io::Error>());
        // The driver does not say which kind an error is, but prints it.
        match error.to_string().as_str() {
            "authentication error" | "invalid configuration" if to.config().get_password().is_none() => {
                Self::no_password(to)
            }
            "error performing TLS handshake" => Self::new(
                ConnectErrorKind::Tls,
                format!("no encrypted connection to PostgreSQL at {}: {reason}", to.address()),
                "Let `sslrootcert` in the database URL name the authority that signed the server's certificate, or choose \
                 another `sslmode`",
            ),
            _ if io.is_some_and(|e| e.kind() == std::io::ErrorKind::TimedOut) => {
                let limit = to.config().get_connect_timeout().copied().unwrap_or(super::CONNECT_TIMEOUT);
                Self::timeout(to, limit)
            }
            _ if io.is_some() => Self::new(
                ConnectErrorKind::Unreachable,
                format!("cannot reach PostgreSQL at {} (database {}): {reason}", to.address(), to.database()),
                "Check host and port in the database URL, and that the server runs; `tablewright db start` starts one for development",
            ),
            _ => Self::new(
                ConnectErrorKind::Other,
                format!(
                    "cannot connect to PostgreSQL at {} (database {}): {reason}",
                    to.address(),
                    to.database()
                ),
                "Check the database URL and the server's log",
            ),
        }
    }

    fn no_password(to: &Endpoint) -> Self {
        Self::new(
            ConnectErrorKind::Password,
            format!("PostgreSQL at {} wants a password for user {}", to.address(), to.user()),
            "Put one into the database URL: `postgres://user:password@host:5432/database`",
        )
    }

    fn from_server(to: &Endpoint, db: &tokio_postgres::error::DbError) -> Self {
        let code = db.code();
        if [SqlState::INVALID_PASSWORD, SqlState::INVALID_AUTHORIZATION_SPECIFICATION].contains(code) {
            Self::new(
                ConnectErrorKind::Password,
                format!("PostgreSQL at {} refused user {}: {}", to.address(), to.user(), db.message()),
                "Check user and password in the database URL; special characters in a password must be percent-encoded",
            )
        } else if *code == SqlState::INVALID_CATALOG_NAME {
            Self::new(
                ConnectErrorKind::Database,
                format!("there is no database {} at {}", to.database(), to.address()),
                format!(
                    "Create it with `createdb {}`, or name another one in the database URL",
                    to.database()
                ),
            )
        } else if [SqlState::TOO_MANY_CONNECTIONS, SqlState::CANNOT_CONNECT_NOW].contains(code) {
            Self::new(
                ConnectErrorKind::Busy,
                format!("PostgreSQL at {} takes no connection now: {}", to.address(), db.message()),
                "Try again in a moment; if it stays so, open fewer connections or raise `max_connections`",
            )
        } else {
            Self::new(
                ConnectErrorKind::Other,
                format!(
                    "PostgreSQL at {} (database {}, user {}) refused the connection: {}",
                    to.address(),
                    to.database(),
                    to.user(),
                    db.message()
                ),
                "Check the database URL and the server's log",
            )
        }
    }
}

/// The innermost reasons of an error, without the driver's general words in front.
fn chain(error: &tokio_postgres::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut next = error.source();
    while let Some(source) = next {
        let text = source.to_string();
        // `Connection refused (os error 111)`
        let text = text.split(" (os error").next().unwrap_or_default().to_owned();
        if !parts.iter().any(|p| p.contains(&text)) {
            parts.push(text);
        }
        next = source.source();
    }
    if parts.is_empty() { error.to_string() } else { parts.join(": ") }
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}.", self.message, self.help)
    }
}

impl Error for ConnectError {}
