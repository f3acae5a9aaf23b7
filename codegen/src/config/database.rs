//! `[database]`: which server, and how its URL is found without standing in a file.

use std::fmt;

use crate::report::{Code, Diagnostic, Place};

/// The variable that Zero uses for the database it replicates; read when the configured one is not set.
const FALLBACK: &str = "ZERO_UPSTREAM_DB";

/// `[database]`.
#[derive(Clone, Debug)]
pub struct Database {
    /// Where the URL comes from; `env:DATABASE_URL` unless told.
    pub url: Url,
    /// Where the configuration says so.
    pub place: Option<Place>,
    /// The major version of the server, 14 to 18; 16 unless told.
    pub target: u8,
}

/// Where the URL of the database comes from.
#[derive(Clone, PartialEq, Eq)]
pub enum Url {
    /// `env:NAME`: the environment variable of that name.
    Env(String),
    /// The URL itself.
    Text(String),
}

impl Default for Database {
    fn default() -> Self {
        Self { url: Url::Env("DATABASE_URL".to_owned()), place: None, target: 16 }
    }
}

impl Database {
    /// The URL. An environment variable that is not set or empty falls back to `ZERO_UPSTREAM_DB`.
    ///
    /// # Errors
    /// `Code::Config` when no variable is set.
    pub fn url(&self) -> Result<String, Diagnostic> {
        self.url_from(|name| std::env::var(name).ok())
    }

    fn url_from(&self, variable: impl Fn(&str) -> Option<String>) -> Result<String, Diagnostic> {
        let name = match &self.url {
            Url::Text(url) => return Ok(url.clone()),
            Url::Env(name) => name,
        };
        let set = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        set(name).or_else(|| set(FALLBACK)).ok_or_else(|| {
            let error = Diagnostic::new(
                Code::Config,
                format!("no database is configured: neither `{name}` nor `{FALLBACK}` is set"),
            )
            .help(format!("set {name}=postgres://user:password@host:5432/name"));
            match &self.place {
                Some(place) => error.at(place.clone(), "the variable is named here"),
                None => error,
            }
        })
    }
}

/// Without the URL, which may hold a password.
impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Env(name) => write!(f, "env:{name}"),
            Self::Text(_) => f.write_str("postgres://.."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_falls_back_to_the_one_of_zero() {
        let database = Database::default();
        let only = |name: &'static str| move |asked: &str| (asked == name).then(|| "postgres://a".to_owned());
        assert_eq!(database.url_from(only("DATABASE_URL")).as_deref(), Ok("postgres://a"));
        assert_eq!(database.url_from(only("ZERO_UPSTREAM_DB")).as_deref(), Ok("postgres://a"));
        assert!(database.url_from(|_| Some(" ".to_owned())).is_err());
    }

    #[test]
    fn a_url_is_not_in_debug() {
        let url = Url::Text("postgres://me:secret@host/db".to_owned());
        assert!(!format!("{url:?}").contains("secret"));
    }
}
