//! Foreign data: wrappers, servers, user mappings. Options are sorted by name; a secret has an empty value ([`is_secret`]).

use serde::{Deserialize, Serialize};

use super::{Grantee, QName};

/// Whether the value of an option is a secret, as its name says: then no value is kept of it, only that it is there. An id
/// or a name of a secret is none.
pub fn is_secret(option: &str) -> bool {
    const WORDS: &[&str] =
        &["password", "passwd", "secret", "token", "api_key", "apikey", "credential", "private_key"];
    const HARMLESS: &[&str] = &["_required", "_id", "_name"];
    let option = option.to_ascii_lowercase();
    WORDS.iter().any(|word| option.contains(word)) && !HARMLESS.iter().any(|end| option.ends_with(end))
}

/// What stands for a secret in statements: a bare word where a server wants a string, so that it refuses the statement
/// until somebody has put the secret there.
pub const SECRET: &str = "PUT_SECRET_HERE";

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

/// A user mapping (`CREATE USER MAPPING`).
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
