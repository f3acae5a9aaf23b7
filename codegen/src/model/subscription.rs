//! A subscription: read, and compared, but nothing ever connects by it.

use serde::{Deserialize, Serialize};

/// A subscription (`CREATE SUBSCRIPTION`). Its connection string may hold a password: it is never part of a message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Its name.
    pub name: String,
    /// `CONNECTION`.
    pub connection: String,
    /// `PUBLICATION`, sorted.
    pub publications: Vec<String>,
    /// `WITH (name = value)`, sorted by name.
    pub parameters: Vec<(String, String)>,
    /// Whether it is enabled.
    pub enabled: bool,
    /// `COMMENT ON SUBSCRIPTION`.
    pub comment: Option<String>,
}

/// Without the connection string.
impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut subscription = f.debug_struct("Subscription");
        subscription.field("name", &self.name).field("publications", &self.publications);
        subscription
            .field("parameters", &self.parameters)
            .field("enabled", &self.enabled)
            .finish_non_exhaustive()
    }
}
