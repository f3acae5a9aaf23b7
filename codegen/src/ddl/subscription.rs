//! `CREATE SUBSCRIPTION` and `ALTER SUBSCRIPTION`: nothing of it connects.

use std::fmt::{self, Display, Formatter};

use super::quote::{Ident, Idents, Literal, Parameters};
use crate::model::{SECRET, Subscription};

/// A change of a subscription that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubscriptionStatement {
    /// `ALTER SUBSCRIPTION .. CONNECTION ..`.
    Connection {
        /// The subscription.
        name: String,
        /// Where to; `None` has a password in it.
        connection: Option<String>,
    },
    /// `ALTER SUBSCRIPTION .. SET PUBLICATION ..`.
    Publications {
        /// The subscription.
        name: String,
        /// All of them.
        publications: Vec<String>,
    },
    /// `ALTER SUBSCRIPTION .. SET (..)`.
    Parameters {
        /// The subscription.
        name: String,
        /// Those that differ.
        parameters: Vec<(String, String)>,
    },
    /// `ALTER SUBSCRIPTION .. DISABLE`.
    Disable(String),
    /// `ALTER SUBSCRIPTION .. SET (slot_name = NONE)`: dropping it asks nothing of the publisher then.
    Detach(String),
}

impl Display for SubscriptionStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connection { name, connection } => {
                write!(
                    f,
                    "ALTER SUBSCRIPTION {} CONNECTION {}",
                    Ident(name),
                    Connection(connection.as_deref())
                )
            }
            Self::Publications { name, publications } => {
                let (name, publications) = (Ident(name), Idents(publications));
                write!(f, "ALTER SUBSCRIPTION {name} SET PUBLICATION {publications} WITH (refresh = false)")
            }
            Self::Parameters { name, parameters } => {
                write!(f, "ALTER SUBSCRIPTION {} SET ({})", Ident(name), Parameters(parameters))
            }
            Self::Disable(name) => write!(f, "ALTER SUBSCRIPTION {} DISABLE", Ident(name)),
            Self::Detach(name) => write!(f, "ALTER SUBSCRIPTION {} SET (slot_name = NONE)", Ident(name)),
        }
    }
}

struct Connection<'a>(Option<&'a str>);

impl Display for Connection<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(text) => Literal(text).fmt(f),
            None => f.write_str(SECRET),
        }
    }
}

pub(super) fn create(f: &mut Formatter<'_>, new: &Subscription) -> fmt::Result {
    let Subscription { name, connection, publications, parameters, comment: _ } = new;
    write!(f, "CREATE SUBSCRIPTION {}\n    CONNECTION {}", Ident(name), Connection(connection.as_deref()))?;
    write!(f, "\n    PUBLICATION {}\n    WITH (connect = false", Idents(publications))?;
    if !parameters.is_empty() {
        write!(f, ", {}", Parameters(parameters))?;
    }
    f.write_str(")")
}
