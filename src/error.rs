//! What can go wrong while a statement runs.

mod violation;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use tokio_postgres::error::{DbError, SqlState};

pub use violation::{Violation, ViolationKind};

use crate::connect::ConnectError;
use crate::pool::ends_session;
use crate::table::{Constraint, Table};

/// The result of everything that talks to the server.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of the server, of the connection, or of a value that does not fit.
///
/// The text never holds a password or a statement's parameters, and leaves out the server's DETAIL where that quotes the
/// row (constraint violations and data exceptions); [`Error::as_db_error`] has all of it.
pub struct Error(Box<Kind>);

enum Kind {
    Connect(ConnectError),
    Postgres(tokio_postgres::Error),
    Pool(String),
    Decode {
        column: String,
        cause: Box<dyn StdError + Send + Sync>,
    },
    NotFound,
    RolledBack,
    /// A statement that writes, on what only reads.
    Reader(tokio_postgres::Error),
    Other(Box<dyn StdError + Send + Sync>),
}

impl Error {
    fn new(kind: Kind) -> Self {
        Self(Box::new(kind))
    }

    pub(crate) fn pool(message: impl Into<String>) -> Self {
        Self::new(Kind::Pool(message.into()))
    }

    /// The server did not answer in time.
    pub(crate) fn silent(limit: Duration) -> Self {
        Self::pool(format!(
            "the server did not answer within {} ms, and the connection was given up; whether the statement took effect is \
             not known",
            limit.as_millis()
        ))
    }

    pub(crate) fn decode(column: impl Into<String>, cause: Box<dyn StdError + Send + Sync>) -> Self {
        Self::new(Kind::Decode { column: column.into(), cause })
    }

    pub(crate) fn not_found() -> Self {
        Self::new(Kind::NotFound)
    }

    pub(crate) fn rolled_back() -> Self {
        Self::new(Kind::RolledBack)
    }

    /// The same error, of a statement on what only reads.
    pub(crate) fn on_reader(self) -> Self {
        match *self.0 {
            Kind::Postgres(error) if error.code() == Some(&SqlState::READ_ONLY_SQL_TRANSACTION) => {
                Self::new(Kind::Reader(error))
            }
            other => Self::new(other),
        }
    }

    /// Any error of the caller's own, to leave a transaction with.
    pub fn other(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Kind::Other(error.into()))
    }

    /// Whether a statement broke this constraint.
    ///
    /// ```
    /// use tablewright::{Error, Table};
    ///
    /// #[derive(Table)]
    /// struct User {
    ///     #[column(primary_key, identity)]
    ///     id: i64,
    ///     #[column(unique)]
    ///     email: String,
    /// }
    ///
    /// fn explain(error: &Error) -> &'static str {
    ///     if error.violates(User::USER_EMAIL_KEY) { "that address is taken" } else { "please try again" }
    /// }
    /// ```
    pub fn violates<T: Table>(&self, constraint: Constraint<T>) -> bool {
        self.as_db_error().is_some_and(|error| {
            error.constraint() == Some(constraint.name())
                && error.table().is_none_or(|table| table == T::INFO.name || is_foreign_key(error))
                && T::INFO.namespace.is_none_or(|name| error.schema().is_none_or(|schema| schema == name))
        })
    }

    /// Which constraint a statement broke, where that is what went wrong.
    pub fn violation(&self) -> Option<Violation<'_>> {
        self.as_db_error().and_then(Violation::of)
    }

    /// Whether `.one()` found no row.
    pub fn is_not_found(&self) -> bool {
        matches!(*self.0, Kind::NotFound)
    }

    /// Why there is no connection, where that is what went wrong.
    pub fn as_connect_error(&self) -> Option<&ConnectError> {
        match &*self.0 {
            Kind::Connect(error) => Some(error),
            Kind::Postgres(_)
            | Kind::Reader(_)
            | Kind::Pool(_)
            | Kind::Decode { .. }
            | Kind::NotFound
            | Kind::RolledBack
            | Kind::Other(_) => None,
        }
    }

    /// The server's five-letter code, where the server refused.
    pub fn code(&self) -> Option<&SqlState> {
        self.as_db_error().map(DbError::code)
    }

    /// Whether the connection ended with it.
    pub(crate) fn ends_session(&self) -> bool {
        match &*self.0 {
            Kind::Postgres(error) | Kind::Reader(error) => ends_session(error),
            Kind::Connect(_)
            | Kind::Pool(_)
            | Kind::Decode { .. }
            | Kind::NotFound
            | Kind::RolledBack
            | Kind::Other(_) => false,
        }
    }

    /// Whether there is no connection, or none any more, and another server may have one.
    pub(crate) fn is_unreachable(&self) -> bool {
        match &*self.0 {
            Kind::Connect(_) | Kind::Pool(_) => true,
            // Class 57P: the server is stopping, starting, or has ended the session.
            Kind::Postgres(error) => {
                error.code().map_or(error.is_closed(), |code| code.code().starts_with("57P"))
            }
            Kind::Decode { .. } | Kind::Reader(_) | Kind::NotFound | Kind::RolledBack | Kind::Other(_) => {
                false
            }
        }
    }

    /// All that the server said, its DETAIL included.
    pub fn as_db_error(&self) -> Option<&DbError> {
        match &*self.0 {
            Kind::Postgres(error) | Kind::Reader(error) => error.as_db_error(),
            Kind::Connect(_)
            | Kind::Pool(_)
            | Kind::Decode { .. }
            | Kind::NotFound
            | Kind::RolledBack
            | Kind::Other(_) => None,
        }
    }
}

/// A foreign key is also broken by a statement on the table that it references, which the server then names.
fn is_foreign_key(error: &DbError) -> bool {
    ViolationKind::of(error.code()) == Some(ViolationKind::ForeignKey)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Connect(error) => error.fmt(f),
            Kind::Postgres(error) => match error.as_db_error() {
                Some(error) => server(error, f),
                None => driver(error, f),
            },
            Kind::Reader(error) => {
                error.as_db_error().map_or(Ok(()), |error| server(error, f))?;
                f.write_str("; `db.read()` only reads: what writes is run on the database itself")
            }
            Kind::Pool(message) => f.write_str(message),
            Kind::Decode { column, cause } => write!(f, "column \"{column}\" cannot be read: {cause}"),
            Kind::NotFound => f.write_str("no row was found"),
            Kind::RolledBack => f.write_str(
                "the transaction was rolled back: a statement in it had failed; put a statement that may fail into a \
                 savepoint (`tx.transaction(..)`)",
            ),
            Kind::Other(error) => error.fmt(f),
        }
    }
}

fn server(error: &DbError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{} (SQLSTATE {})", error.message(), error.code().code())?;
    // Classes 22 (data exception) and 23 (constraint violation) quote the row in their DETAIL.
    let quotes_row = ["22", "23"].iter().any(|class| error.code().code().starts_with(class));
    if let (Some(detail), false) = (error.detail(), quotes_row) {
        write!(f, "; {detail}")?;
    }
    error.hint().map_or(Ok(()), |hint| write!(f, "; hint: {hint}"))
}

/// The driver's own text says only "error serializing parameter 0"; why is in its source.
fn driver(error: &tokio_postgres::Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{error}")?;
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !error.to_string().contains(&cause_text) {
            write!(f, ": {cause_text}")?;
        }
        source = cause.source();
    }
    Ok(())
}

/// The same text as `Display`: what a failed test or `unwrap` prints must not quote rows either.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &*self.0 {
            Kind::Decode { cause, .. } => Some(cause.as_ref()),
            Kind::Other(error) => error.source(),
            Kind::Connect(_)
            | Kind::Postgres(_)
            | Kind::Reader(_)
            | Kind::Pool(_)
            | Kind::NotFound
            | Kind::RolledBack => None,
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::new(Kind::Postgres(error))
    }
}

impl From<ConnectError> for Error {
    fn from(error: ConnectError) -> Self {
        Self::new(Kind::Connect(error))
    }
}
