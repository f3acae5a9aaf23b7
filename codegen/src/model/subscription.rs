//! A subscription: read, and compared, but nothing ever connects by it.

use serde::{Deserialize, Serialize};

/// A subscription (`CREATE SUBSCRIPTION`). Whether it is enabled is the business of whoever runs it: a server disables one
/// by itself after a mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Its name.
    pub name: String,
    /// `CONNECTION`; `None` for one with a password in it, which is never kept.
    pub connection: Option<String>,
    /// `PUBLICATION`, sorted.
    pub publications: Vec<String>,
    /// `WITH (name = value)`, sorted by name, without what is as usual and without what only counts while it is made.
    pub parameters: Vec<(String, String)>,
    /// `COMMENT ON SUBSCRIPTION`.
    pub comment: Option<String>,
}

/// Whether a connection string holds a password, as `password=..` or as `user:password@host`.
pub fn holds_password(connection: &str) -> bool {
    let text = connection.to_ascii_lowercase();
    let authority = text.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest));
    text.contains("password")
        || authority.is_some_and(|part| part.rsplit_once('@').is_some_and(|(user, _)| user.contains(':')))
}
