//! The URL: what the driver reads, and the parameters about certificates, which it does not know.

use std::path::PathBuf;
use std::time::Duration;

use tokio_postgres::config::SslMode;

use super::{ConnectError, host};

/// What a URL says.
pub(super) struct Parsed {
    pub(super) config: tokio_postgres::Config,
    pub(super) verify: Verify,
    pub(super) root: Root,
    /// A transaction pooler stands in front of the server.
    pub(super) pooler: bool,
    pub(super) encryption: Encryption,
    /// The password file that the URL names.
    pub(super) passfile: Option<PathBuf>,
    /// It says which kind of server it wants: `target_session_attrs`.
    pub(super) wants_kind: bool,
}

/// In which order a connection is tried with encryption and without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encryption {
    /// Without.
    Never,
    /// Without, and with it where the server refuses that.
    Allowed,
    /// With it where the server can, and without where that fails.
    Preferred,
    /// With it.
    Always,
}

/// How much of the server's certificate is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verify {
    /// Nothing: encryption only.
    Nothing,
    /// That a trusted authority signed it.
    Authority,
    /// That, and that it names the host.
    Full,
}

/// Which authorities are trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// Mozilla's.
    Public,
    /// Those in a PEM file.
    File(PathBuf),
}

/// Reads a URL.
pub(super) fn parse(url: &str) -> Result<Parsed, ConnectError> {
    let url = url.trim();
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(ConnectError::url("it must start with `postgres://`"));
    }
    // A second `@` is a password that was not encoded; taking it apart anyway would put half of the password into the host name.
    if url.matches('@').count() > 1 {
        return Err(ConnectError::url("it has more than one `@`"));
    }
    let tail = url.find('@').map_or(0, |at| at + 1);
    let (base, query) = match url[tail..].find('?') {
        Some(at) => (&url[..tail + at], &url[tail + at + 1..]),
        None => (url, ""),
    };

    let mut kept: Vec<&str> = Vec::new();
    let mut mode = None;
    let mut root = None;
    let mut pooler = false;
    let mut passfile = None;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        match key {
            "sslmode" => mode = Some(decode(value)),
            "sslrootcert" => root = Some(decode(value)),
            "passfile" => passfile = Some(PathBuf::from(decode(value))),
            "pgbouncer" => pooler = flag(key, value)?,
            "sslcert" | "sslkey" | "sslpassword" | "sslcrl" => {
                return Err(ConnectError::url(format!(
                    "its parameter `{key}` (client certificates) is not supported"
                )));
            }
            _ => kept.push(pair),
        }
    }
    let base = if kept.is_empty() { base.to_owned() } else { format!("{base}?{}", kept.join("&")) };
    let mut config: tokio_postgres::Config = base.parse().map_err(|e| ConnectError::url(reason(&e)))?;

    let says = |name: &str| kept.iter().any(|pair| pair.split('=').next() == Some(name));
    notice_silence(&mut config, says);
    let wants_kind = says("target_session_attrs");
    let root = root.map(|name| if name == "system" { Root::Public } else { Root::File(PathBuf::from(name)) });
    let root = root.or_else(|| usual_root().filter(|file| file.is_file()).map(Root::File));
    let (mut encryption, verify) = ssl_mode(mode.as_deref(), root.as_ref())?;
    if host::are_local(&config) {
        encryption = Encryption::Never;
    }
    config.ssl_mode(encryption.modes().0);
    Ok(Parsed {
        config,
        verify,
        root: root.unwrap_or(Root::Public),
        pooler,
        encryption,
        passfile,
        wants_kind,
    })
}

/// Connections that are silent are looked after: the system's own limit is two hours.
fn notice_silence(config: &mut tokio_postgres::Config, says: impl Fn(&str) -> bool) {
    if !says("keepalives_idle") {
        config.keepalives_idle(Duration::from_secs(30));
    }
    if !says("keepalives_interval") {
        config.keepalives_interval(Duration::from_secs(10));
    }
    if !says("keepalives_retries") {
        config.keepalives_retries(3);
    }
    if !says("tcp_user_timeout") {
        config.tcp_user_timeout(Duration::from_secs(60));
    }
}

/// Where libpq looks for root certificates.
fn usual_root() -> Option<PathBuf> {
    Some(std::env::home_dir()?.join(".postgresql").join("root.crt"))
}

/// libpq's modes. `require` with a root certificate checks as `verify-ca` does (manual 32.19.1); with those of the system, only
/// `verify-full` will do, since anyone may have a certificate of one of them (32.1.2, `sslrootcert`).
fn ssl_mode(mode: Option<&str>, root: Option<&Root>) -> Result<(Encryption, Verify), ConnectError> {
    let system = root == Some(&Root::Public);
    match mode {
        None if system => Ok((Encryption::Always, Verify::Full)),
        Some("disable" | "allow" | "prefer" | "require" | "verify-ca") if system => Err(ConnectError::url(
            "`sslrootcert=system` trusts every public authority, which is worth something only with `sslmode=verify-full`",
        )),
        None | Some("prefer") => Ok((Encryption::Preferred, Verify::Nothing)),
        Some("allow") => Ok((Encryption::Allowed, Verify::Nothing)),
        Some("disable") => Ok((Encryption::Never, Verify::Nothing)),
        Some("require") if root.is_some() => Ok((Encryption::Always, Verify::Authority)),
        Some("require") => Ok((Encryption::Always, Verify::Nothing)),
        Some("verify-ca") => Ok((Encryption::Always, Verify::Authority)),
        Some("verify-full") => Ok((Encryption::Always, Verify::Full)),
        Some(_) => Err(ConnectError::url(
            "its `sslmode` must be one of disable, allow, prefer, require, verify-ca, verify-full",
        )),
    }
}

impl Encryption {
    /// What to try first, and what after that.
    pub(super) fn modes(self) -> (SslMode, Option<SslMode>) {
        match self {
            Self::Never => (SslMode::Disable, None),
            Self::Allowed => (SslMode::Disable, Some(SslMode::Require)),
            Self::Preferred => (SslMode::Prefer, Some(SslMode::Disable)),
            Self::Always => (SslMode::Require, None),
        }
    }
}

fn flag(key: &str, value: &str) -> Result<bool, ConnectError> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(ConnectError::url(format!("its `{key}` must be true or false"))),
    }
}

/// What the driver did not like. It names parameters and options, never values.
fn reason(error: &tokio_postgres::Error) -> String {
    match std::error::Error::source(error) {
        Some(source) => source.to_string(),
        None => error.to_string(),
    }
}

/// `%2F` to `/`. What is no escape stays.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let escape = bytes.get(i + 1..i + 3).filter(|_| bytes[i] == b'%');
        let value = escape.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match value {
            Some(byte) => {
                out.push(byte);
                i += 3;
            }
            None => {
                out.push(bytes[i]);
                i += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(query: &str) -> Parsed {
        parse(&format!("postgres://ada:s3cret@db.example:5433/shop{query}")).unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn sslmode_means_what_libpq_means() {
        let verify = |query: &str| (parsed(query).config.get_ssl_mode(), parsed(query).verify);
        assert_eq!(verify(""), (SslMode::Prefer, Verify::Nothing));
        assert_eq!(parsed("?sslmode=allow").encryption, Encryption::Allowed);
        assert_eq!(parsed("?sslmode=prefer").encryption, Encryption::Preferred);
        let socket = parse("postgres://%2Ftmp/shop?sslmode=require").map(|parsed| parsed.encryption);
        assert_eq!(socket.ok(), Some(Encryption::Never));
        assert_eq!(verify("?sslmode=disable"), (SslMode::Disable, Verify::Nothing));
        assert_eq!(verify("?sslmode=require"), (SslMode::Require, Verify::Nothing));
        assert_eq!(verify("?sslmode=require&sslrootcert=ca.pem"), (SslMode::Require, Verify::Authority));
        assert_eq!(verify("?sslmode=verify-ca"), (SslMode::Require, Verify::Authority));
        assert_eq!(verify("?application_name=x&sslmode=verify-full"), (SslMode::Require, Verify::Full));
    }

    #[test]
    fn the_root_certificate_is_a_file_or_the_public_ones() {
        assert_eq!(parsed("?sslrootcert=%2Fetc%2Fca.pem").root, Root::File(PathBuf::from("/etc/ca.pem")));
        assert_eq!(parsed("?sslrootcert=system").root, Root::Public);
        assert_eq!(parsed("?sslrootcert=system").verify, Verify::Full);
    }

    #[test]
    fn a_pooler_is_said_in_the_url() {
        assert!(!parsed("").pooler && !parsed("?pgbouncer=false").pooler);
        assert!(parsed("?sslmode=disable&pgbouncer=true").pooler);
    }

    #[test]
    fn a_bad_url_is_refused_without_its_password() {
        for url in [
            "mysql://ada:s3cret@localhost/x",
            "postgres://ada:s3cret@half@localhost/x",
            "postgres://ada:s3cret@localhost:port/x",
            "postgres://ada:s3cret@localhost/x?nonsense=1",
            "postgres://ada:s3cret@localhost/x?sslmode=maybe",
            "postgres://ada:s3cret@localhost/x?pgbouncer=maybe",
            "postgres://ada:s3cret@localhost/x?sslmode=require&sslrootcert=system",
            "postgres://ada:s3cret@localhost/x?sslcert=me.pem",
            "postgres://ada:s3cret",
        ] {
            let Err(error) = parse(url) else { panic!("{url} was accepted") };
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("s3cret") && !shown.contains("half"), "{shown}");
        }
    }
}
