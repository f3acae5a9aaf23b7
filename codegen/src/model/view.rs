//! A view.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Expr, Index, QName};

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
    /// What is said of single columns, by their names; only of those of which something is.
    pub details: BTreeMap<String, ViewColumn>,
    /// The indexes of a materialized view.
    pub indexes: BTreeMap<String, Index>,
    /// `CLUSTER ON`: one of those indexes.
    pub clustered: Option<String>,
    /// `USING`, of a materialized view; `None` is what the server takes by itself.
    pub access_method: Option<String>,
    /// `TABLESPACE`, of a materialized view.
    pub tablespace: Option<String>,
    /// `COMMENT ON VIEW`.
    pub comment: Option<String>,
    /// Columns of nothing, to make it before what its query needs.
    pub placeholder: Placeholder,
}

/// A query such as `SELECT NULL::integer AS id` that gives a view its columns while functions that take its rows, and
/// that its own query calls, are not there yet. It says how the view can be made, not what it is: all are equal.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Placeholder(pub Option<Expr>);

impl PartialEq for Placeholder {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Placeholder {}

/// What is said of one column of a view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewColumn {
    /// `SET DEFAULT`, for rows that are inserted through the view.
    pub default: Option<Expr>,
    /// `SET STATISTICS`, of a materialized view.
    pub statistics: Option<i64>,
    /// `SET STORAGE`, of a materialized view, in lower case.
    pub storage: Option<String>,
    /// `COMMENT ON COLUMN`.
    pub comment: Option<String>,
}

impl View {
    /// A plain view of which nothing more is said.
    pub fn new(name: QName, query: Expr) -> Self {
        Self {
            name,
            materialized: false,
            columns: Vec::new(),
            options: Vec::new(),
            query,
            details: BTreeMap::new(),
            indexes: BTreeMap::new(),
            clustered: None,
            access_method: None,
            tablespace: None,
            comment: None,
            placeholder: Placeholder(None),
        }
    }

    /// Changes what is said of a column; one of which nothing is said any more is left out.
    pub fn detail(&mut self, column: &str, change: impl FnOnce(&mut ViewColumn)) {
        let mut detail = self.details.remove(column).unwrap_or_default();
        change(&mut detail);
        if detail != ViewColumn::default() {
            self.details.insert(column.to_owned(), detail);
        }
    }
}
