//! Tables that Citus spreads over several servers.

use serde::{Deserialize, Serialize};

use super::QName;

/// Where the rows of a table are, with Citus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Distribution {
    /// `create_distributed_table`: by the value of a column.
    By {
        /// The column.
        column: String,
        /// Whose rows with the same value are on the same server.
        colocate: Colocate,
    },
    /// `create_reference_table`: on every server.
    Reference,
}

/// `colocate_with`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Colocate {
    /// `default`: with all tables whose column has the same type.
    #[default]
    Default,
    /// `none`: with no other.
    None,
    /// With this table.
    With(QName),
}
