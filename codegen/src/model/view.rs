//! A view.

use serde::{Deserialize, Serialize};

use super::{Expr, QName};

/// A view or materialized view; its query is kept whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Its name.
    pub name: QName,
    /// `MATERIALIZED`.
    pub materialized: bool,
    /// The column names in parentheses after the name; empty when the query names them.
    pub columns: Vec<String>,
    /// `WITH (name = value)`, sorted by name; `WITH CASCADED | LOCAL CHECK OPTION` is `check_option` here.
    pub options: Vec<(String, String)>,
    /// The query after `AS`, without the final semicolon.
    pub query: Expr,
    /// `COMMENT ON VIEW`.
    pub comment: Option<String>,
}
