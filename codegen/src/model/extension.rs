//! An extension.

use serde::{Deserialize, Serialize};

/// An extension (`CREATE EXTENSION`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Its name, such as `vector`.
    pub name: String,
    /// `SCHEMA name`: where its objects go; `None` leaves that to its control file and the search path.
    pub namespace: Option<String>,
    /// `VERSION 'v'`; `None` takes the server's default version.
    pub version: Option<String>,
    /// `COMMENT ON EXTENSION`.
    pub comment: Option<String>,
}
