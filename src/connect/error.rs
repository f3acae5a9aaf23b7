//! Why there is no connection, in a sentence, with the way out.

use std::error::Error;
use std::fmt;
use std::io;
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
    /// No host takes writes, as while another server takes over; a later attempt may do better.
    ReadOnly,
    /// Encryption: refused, or a certificate that is not trusted.
    Tls,
    /// Something else that the server or the driver said.
    Other,
}

impl ConnectErrorKind {
    /// Whether a later attempt may do better without anyone changing anything.
    pub fn is_transient(self) -> bool {
        match self {
            Self::Unreachable | Self::Timeout | Self::Busy | Self::ReadOnly => true,
            Self::Url | Self::Password | Self::Database | Self::Tls | Self::Other => false,
        }
    }
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

    pub(super) fn no_token(to: &Endpoint, error: &dyn fmt::Display) -> Self {
        Self::new(
            ConnectErrorKind::Password,
            format!("no password for user {} of PostgreSQL at {}: {error}", to.user(), to.address()),
            "Check what `password_from` was given",
        )
    }

    pub(super) fn unresolved(to: &Endpoint, error: &dyn fmt::Display) -> Self {
        Self::new(
            ConnectErrorKind::Unreachable,
            format!("cannot reach PostgreSQL at {} (database {}): {error}", to.address(), to.database()),
            "Check the host in the database URL",
        )
    }

    pub(crate) fn silent(to: &Endpoint) -> Self {
        let limit = to.config().get_connect_timeout().copied().unwrap_or(super::CONNECT_TIMEOUT);
        Self::timeout(to, limit)
    }

    pub(crate) fn read_only(to: &Endpoint) -> Self {
        Self::new(
            ConnectErrorKind::ReadOnly,
            format!("PostgreSQL at {} (database {}) takes no writes", to.address(), to.database()),
            "Another server may be taking over; where only a replica is wanted, say so with `target_session_attrs=any` in \
             the database URL",
        )
    }

    pub(super) fn explain(to: &Endpoint, error: &tokio_postgres::Error) -> Self {
        if let Some(db) = error.as_db_error() {
            return Self::from_server(to, db);
        }
        let reason = chain(error);
        let io = error.source().and_then(|s| s.downcast_ref::<io::Error>());
        // The driver does not say which kind an error is, but prints it.
        match error.to_string().as_str() {
            "authentication error" | "invalid configuration" if to.config().get_password().is_none() => {
                Self::no_password(to)
            }
            // The server went away in the middle of it.
            "error performing TLS handshake" if !broke_off(error) => Self::new(
                ConnectErrorKind::Tls,
                format!("no encrypted connection to PostgreSQL at {}: {reason}", to.address()),
                "Let `sslrootcert` in the database URL name the authority that signed the server's certificate, or choose \
                 another `sslmode`",
            ),
            _ if io.is_some_and(|e| e.kind() == io::ErrorKind::TimedOut) => Self::silent(to),
            // What the driver says when the server is not of the kind that was asked for.
            _ if io.is_some_and(|e| {
                e.kind() == io::ErrorKind::PermissionDenied && e.raw_os_error().is_none()
            }) =>
            {
                Self::read_only(to)
            }
            _ if io.is_some() || error.is_closed() || broke_off(error) => Self::new(
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
        } else if is_busy(code) {
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

/// The server has no place, is starting or going down, or what stands in front of it has no connection to it.
fn is_busy(code: &SqlState) -> bool {
    let codes = [
        SqlState::TOO_MANY_CONNECTIONS,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CONNECTION_EXCEPTION,
        SqlState::CONNECTION_FAILURE,
        SqlState::SQLCLIENT_UNABLE_TO_ESTABLISH_SQLCONNECTION,
    ];
    codes.contains(code)
}

/// Whether the other side went away, as against said something that is not to our liking.
fn broke_off(error: &tokio_postgres::Error) -> bool {
    let mut next = error.source();
    while let Some(source) = next {
        if let Some(error) = source.downcast_ref::<io::Error>() {
            return matches!(
                error.kind(),
                io::ErrorKind::UnexpectedEof
                    | io::ErrorKind::ConnectionReset
                    | io::ErrorKind::ConnectionAborted
                    | io::ErrorKind::BrokenPipe
            );
        }
        next = source.source();
    }
    false
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
