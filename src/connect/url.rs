//! The URL: what the driver reads, and the parameters about certificates, which it does not know.

use std::path::PathBuf;

use tokio_postgres::config::SslMode;

use super::ConnectError;

/// What a URL says.
pub(super) struct Parsed {
    pub(super) config: tokio_postgres::Config,
    pub(super) verify: Verify,
    pub(super) root: Root,
    /// A transaction pooler stands in front of the server.
    pub(super) pooler: bool,
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
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        match key {
            "sslmode" => mode = Some(decode(value)),
            "sslrootcert" => root = Some(decode(value)),
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

    let (ssl_mode, verify) = ssl_mode(mode.as_deref(), root.is_some())?;
    config.ssl_mode(ssl_mode);
    let root = match root {
        None => Root::Public,
        Some(system) if system == "system" => Root::Public,
        Some(file) => Root::File(PathBuf::from(file)),
    };
    Ok(Parsed { config, verify, root, pooler })
}

/// libpq's modes. `require` with a root certificate checks as `verify-ca` does (manual 32.19.1).
fn ssl_mode(mode: Option<&str>, has_root: bool) -> Result<(SslMode, Verify), ConnectError> {
    match mode {
        None | Some("prefer" | "allow") => Ok((SslMode::Prefer, Verify::Nothing)),
        Some("disable") => Ok((SslMode::Disable, Verify::Nothing)),
        Some("require") if has_root => Ok((SslMode::Require, Verify::Authority)),
        Some("require") => Ok((SslMode::Require, Verify::Nothing)),
        Some("verify-ca") => Ok((SslMode::Require, Verify::Authority)),
        Some("verify-full") => Ok((SslMode::Require, Verify::Full)),
        Some(_) => Err(ConnectError::url(
            "its `sslmode` must be one of disable, allow, prefer, require, verify-ca, verify-full",
        )),
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
            "postgres://ada:s3cret@localhost/x?sslcert=me.pem",
            "postgres://ada:s3cret",
        ] {
            let Err(error) = parse(url) else { panic!("{url} was accepted") };
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("s3cret") && !shown.contains("half"), "{shown}");
        }
    }
}
