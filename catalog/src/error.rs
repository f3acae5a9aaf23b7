//! What can go wrong when a catalog is read.

use std::fmt;

use tablewright_codegen::report::Errors;

/// What can go wrong when a catalog is read.
#[derive(Debug)]
pub enum Error {
    /// The server refused a query, or the connection broke.
    Server(tokio_postgres::Error),
    /// The server's version is older than what is supported.
    Version {
        /// What it says of itself.
        version: String,
    },
    /// The server holds definitions that the reader does not understand; each names its text.
    Unread(Errors),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server(error) => match error.as_db_error() {
                Some(said) => write!(f, "the catalog could not be read: {}", said.message()),
                None => write!(f, "the catalog could not be read: {error}"),
            },
            Self::Version { version } => {
                write!(f, "the server runs PostgreSQL {version}; 14 is the oldest version that is supported")
            }
            Self::Unread(errors) => {
                f.write_str("the database holds definitions that cannot be read")?;
                for error in errors.iter() {
                    write!(f, "\n  {}", error.message)?;
                    if let Some(label) = &error.label {
                        write!(f, " at {}: {}", label.place, line_of(label))?;
                    }
                }
                Ok(())
            }
        }
    }
}

/// The line that a mistake is in.
fn line_of(label: &tablewright_codegen::report::Label) -> &str {
    let (text, span) = (&label.place.source.text, &label.place.span);
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
    text[start..end].trim()
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Server(error) => Some(error),
            Self::Version { .. } | Self::Unread(_) => None,
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Server(error)
    }
}
