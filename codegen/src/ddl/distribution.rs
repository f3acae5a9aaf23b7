//! The calls that tell Citus where the rows of a table are.

use std::fmt::{self, Display, Formatter};

use super::quote::{Literal, Name};
use crate::model::{Colocate, QName};

/// A call of Citus, with the table that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DistributionCall {
    /// `create_distributed_table`.
    Distribute {
        /// The column.
        column: String,
        /// With whom.
        colocate: Colocate,
    },
    /// `create_reference_table`.
    Reference,
    /// `undistribute_table`.
    Undistribute,
    /// `alter_distributed_table`.
    Alter {
        /// The column, where it is another one.
        column: Option<String>,
        /// With whom.
        colocate: Colocate,
    },
}

/// A call as a statement.
pub(super) struct CallText<'a>(pub(super) &'a QName, pub(super) &'a DistributionCall);

impl Display for CallText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let table = Name(self.0).to_string();
        let table = Literal(&table);
        match self.1 {
            DistributionCall::Reference => write!(f, "SELECT create_reference_table({table})"),
            DistributionCall::Undistribute => write!(f, "SELECT undistribute_table({table})"),
            DistributionCall::Distribute { column, colocate } => {
                write!(f, "SELECT create_distributed_table({table}, {}", Literal(column))?;
                if *colocate != Colocate::Default {
                    write!(f, ", colocate_with => {}", Literal(&with(colocate)))?;
                }
                f.write_str(")")
            }
            DistributionCall::Alter { column, colocate } => {
                write!(f, "SELECT alter_distributed_table({table}")?;
                if let Some(column) = column {
                    write!(f, ", distribution_column => {}", Literal(column))?;
                }
                write!(f, ", colocate_with => {})", Literal(&with(colocate)))
            }
        }
    }
}

fn with(colocate: &Colocate) -> String {
    match colocate {
        Colocate::Default => "default".to_owned(),
        Colocate::None => "none".to_owned(),
        Colocate::With(table) => Name(table).to_string(),
    }
}
