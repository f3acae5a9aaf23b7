//! Foreign data: wrappers, servers, user mappings. Options are sorted by name.

use serde::{Deserialize, Serialize};

use super::{Grantee, QName};

/// A foreign-data wrapper (`CREATE FOREIGN DATA WRAPPER`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignDataWrapper {
    /// Its name.
    pub name: String,
    /// `HANDLER`.
    pub handler: Option<QName>,
    /// `VALIDATOR`.
    pub validator: Option<QName>,
    /// `OPTIONS`.
    pub options: Vec<(String, String)>,
    /// `COMMENT ON FOREIGN DATA WRAPPER`.
    pub comment: Option<String>,
}

/// A foreign server (`CREATE SERVER`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// Its name.
    pub name: String,
    /// `TYPE`.
    pub ty: Option<String>,
    /// `VERSION`.
    pub version: Option<String>,
    /// `FOREIGN DATA WRAPPER`.
    pub wrapper: String,
    /// `OPTIONS`.
    pub options: Vec<(String, String)>,
    /// `COMMENT ON SERVER`.
    pub comment: Option<String>,
}

/// A user mapping (`CREATE USER MAPPING`). Its options may hold a password: they are never part of a message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserMapping {
    /// The server.
    pub server: String,
    /// `FOR`.
    pub user: Grantee,
    /// `OPTIONS`.
    pub options: Vec<(String, String)>,
}

/// The names of the options only.
impl std::fmt::Debug for UserMapping {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let options: Vec<&str> = self.options.iter().map(|(name, _)| name.as_str()).collect();
        let mut mapping = f.debug_struct("UserMapping");
        mapping.field("server", &self.server).field("user", &self.user).field("options", &options).finish()
    }
}
