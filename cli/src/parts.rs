//! A URL taken apart, for programs that want its parts: graphical clients, `psql`.

use std::fmt;

use serde_json::{Map, Value, json};
use tablewright::connect;
use tokio_postgres::config::Host;

use crate::failure::Result;

/// The parts of a URL. Lists have one item for each host.
pub(crate) struct Parts {
    hosts: Vec<String>,
    ports: Vec<u16>,
    user: Option<String>,
    password: Option<String>,
    database: String,
    /// What stands after `?`, as it is written there.
    options: Vec<(String, String)>,
}

/// Options of a URL, and the variables by which libpq takes them (the manual's section 34.15).
const VARIABLES: &[(&str, &str)] = &[
    ("application_name", "PGAPPNAME"),
    ("channel_binding", "PGCHANNELBINDING"),
    ("client_encoding", "PGCLIENTENCODING"),
    ("connect_timeout", "PGCONNECT_TIMEOUT"),
    ("gssencmode", "PGGSSENCMODE"),
    ("hostaddr", "PGHOSTADDR"),
    ("load_balance_hosts", "PGLOADBALANCEHOSTS"),
    ("options", "PGOPTIONS"),
    ("passfile", "PGPASSFILE"),
    ("require_auth", "PGREQUIREAUTH"),
    ("sslcert", "PGSSLCERT"),
    ("sslkey", "PGSSLKEY"),
    ("sslmode", "PGSSLMODE"),
    ("sslnegotiation", "PGSSLNEGOTIATION"),
    ("sslrootcert", "PGSSLROOTCERT"),
    ("target_session_attrs", "PGTARGETSESSIONATTRS"),
];

/// Takes a URL apart.
pub(crate) fn of(url: &str) -> Result<Parts> {
    let endpoint = connect::config(url)?;
    let config = endpoint.config();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let options = query.split('&').filter_map(|pair| pair.split_once('='));
    let named = ["host", "port", "user", "password", "dbname"];
    Ok(Parts {
        hosts: config.get_hosts().iter().map(host).collect(),
        ports: config.get_ports().to_vec(),
        user: config.get_user().map(str::to_owned),
        password: config.get_password().map(|bytes| String::from_utf8_lossy(bytes).into_owned()),
        database: endpoint.database().to_owned(),
        options: options
            .filter(|(name, _)| !named.contains(name))
            .map(|(name, value)| (name.to_owned(), decode(value)))
            .collect(),
    })
}

impl Parts {
    /// The variables that make libpq's programs connect to the same place.
    pub(crate) fn variables(&self) -> Vec<(&'static str, String)> {
        let ports: Vec<String> = self.ports.iter().map(u16::to_string).collect();
        let mut all = vec![("PGHOST", self.hosts.join(",")), ("PGPORT", ports.join(","))];
        all.retain(|(_, value)| !value.is_empty());
        all.push(("PGDATABASE", self.database.clone()));
        all.extend(self.user.clone().map(|user| ("PGUSER", user)));
        all.extend(self.password.clone().map(|password| ("PGPASSWORD", password)));
        for (name, value) in &self.options {
            let known = VARIABLES.iter().find(|(option, _)| option == name);
            all.extend(known.map(|(_, variable)| (*variable, value.clone())));
        }
        all
    }

    /// The parts with the URL, for a graphical client. The password is in it.
    pub(crate) fn json(&self, url: &str) -> Value {
        let options: Map<String, Value> =
            self.options.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        json!({
            "url": url,
            "host": self.hosts.join(","),
            "port": self.ports.first().copied().unwrap_or(5432),
            "user": self.user,
            "password": self.password,
            "database": self.database,
            "options": options,
        })
    }
}

/// Without the password.
impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.hosts.join(","), self.database)
    }
}

fn host(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(folder) => folder.display().to_string(),
    }
}

/// Undoes percent-encoding; what is not encoded properly stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| first == b'%').and_then(|d| std::str::from_utf8(d).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_becomes_variables() {
        let url = "postgres://ada:p%40ss@db.example.org:6432/shop?sslmode=prefer&application_name=a%20b";
        let Ok(parts) = of(url) else { panic!("it can be read") };
        assert_eq!(
            parts.variables(),
            [
                ("PGHOST", "db.example.org".to_owned()),
                ("PGPORT", "6432".to_owned()),
                ("PGDATABASE", "shop".to_owned()),
                ("PGUSER", "ada".to_owned()),
                ("PGPASSWORD", "p@ss".to_owned()),
                ("PGSSLMODE", "prefer".to_owned()),
                ("PGAPPNAME", "a b".to_owned()),
            ]
        );
        assert!(!format!("{parts:?}").contains("p@ss"));
    }
}
