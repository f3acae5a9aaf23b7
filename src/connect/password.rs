//! Where a password comes from when the URL has none: a callback, `PGPASSWORD`, or the password file, each asked anew for every
//! connection, so that a password that changes is seen.

use std::fmt;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use tokio_postgres::Config;
use tokio_postgres::config::Host;

type Failure = Box<dyn std::error::Error + Send + Sync>;
type Answer = Pin<Box<dyn Future<Output = Result<String, Failure>> + Send>>;

/// What is asked for a password before each connection: a token that is good for some minutes.
#[derive(Clone)]
pub(super) struct Ask(Arc<dyn Fn() -> Answer + Send + Sync>);

impl Ask {
    pub(super) fn new<F, A, E>(ask: F) -> Self
    where
        F: Fn() -> A + Send + Sync + 'static,
        A: Future<Output = Result<String, E>> + Send + 'static,
        E: Into<Failure>,
    {
        Self(Arc::new(move || {
            let answer = ask();
            Box::pin(async move { answer.await.map_err(Into::into) })
        }))
    }

    pub(super) async fn ask(&self) -> Result<String, Failure> {
        (self.0)().await
    }
}

impl fmt::Debug for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ask")
    }
}

/// The password for one host from the surroundings, in libpq's order: `PGPASSWORD`, then the password file.
pub(super) fn around(config: &Config, file: Option<&Path>) -> Option<String> {
    let set = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
    set("PGPASSWORD").or_else(|| {
        let file = file.map(Path::to_owned).or_else(|| set("PGPASSFILE").map(PathBuf::from)).or_else(home)?;
        from_file(&file, config)
    })
}

#[cfg(unix)]
fn home() -> Option<PathBuf> {
    Some(std::env::home_dir()?.join(".pgpass"))
}

#[cfg(not(unix))]
fn home() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("APPDATA")?).join("postgresql").join("pgpass.conf"))
}

fn from_file(file: &Path, config: &Config) -> Option<String> {
    let about = std::fs::metadata(file).ok()?;
    if let Some(why) = unsafe_file(&about) {
        tracing::warn!(file = %file.display(), "the password file is not used: {why}");
        return None;
    }
    let text = std::fs::read_to_string(file).ok()?;
    text.lines().find_map(|line| matching(line, config))
}

/// libpq refuses what others may read.
#[cfg(unix)]
fn unsafe_file(about: &std::fs::Metadata) -> Option<&'static str> {
    use std::os::unix::fs::PermissionsExt;
    if !about.is_file() {
        Some("it is not a plain file")
    } else if about.permissions().mode() & 0o077 != 0 {
        Some("others than its owner have access to it; `chmod 600` it")
    } else {
        None
    }
}

#[cfg(not(unix))]
fn unsafe_file(about: &std::fs::Metadata) -> Option<&'static str> {
    (!about.is_file()).then_some("it is not a plain file")
}

/// The password of a line `host:port:database:user:password`, when the line is about this connection.
fn matching(line: &str, config: &Config) -> Option<String> {
    if line.starts_with('#') {
        return None;
    }
    let [host, port, database, user, password] = fields(line)?;
    let os_user = std::env::var("USER").unwrap_or_default();
    let as_user = config.get_user().unwrap_or(&os_user);
    let as_port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    let is = |field: &str, value: &str| field == "*" || field == value;
    let here = hosts(config).iter().any(|name| is(&host, name))
        && is(&port, &as_port)
        && is(&database, config.get_dbname().unwrap_or(as_user))
        && is(&user, as_user);
    (here && !password.is_empty()).then_some(password)
}

/// The names under which the host of a connection may stand in the file. One with a socket in the usual folder is `localhost`.
fn hosts(config: &Config) -> Vec<String> {
    let mut names = Vec::new();
    match config.get_hosts().first() {
        Some(Host::Tcp(name)) => names.push(name.clone()),
        #[cfg(unix)]
        Some(Host::Unix(path)) => {
            names.push(path.display().to_string());
            if ["/tmp", "/var/run/postgresql", "/run/postgresql"].iter().any(|usual| path == Path::new(usual))
            {
                names.push("localhost".to_owned());
            }
        }
        None => {}
    }
    names.extend(config.get_hostaddrs().first().map(ToString::to_string));
    names
}

/// `\:` and `\\` stand for what is behind the backslash. The password goes to the end of the line.
fn fields(line: &str) -> Option<[String; 5]> {
    let mut fields = [const { String::new() }; 5];
    let mut at = 0;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => fields[at].extend(letters.next()),
            ':' if at < 4 => at += 1,
            other => fields[at].push(other),
        }
    }
    (at == 4).then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(url: &str) -> Config {
        url.parse().expect("a good URL")
    }

    #[test]
    fn a_line_is_about_host_port_database_and_user() {
        let shop = config("postgres://ada@db.example:5433/shop");
        for (line, found) in [
            ("db.example:5433:shop:ada:s3cret", Some("s3cret")),
            ("*:*:*:*:s3cret", Some("s3cret")),
            ("*:*:*:ada:a\\:b\\\\c:d", Some("a:b\\c:d")),
            ("other:5433:shop:ada:s3cret", None),
            ("db.example:5432:shop:ada:s3cret", None),
            ("db.example:5433:bank:ada:s3cret", None),
            ("db.example:5433:shop:bob:s3cret", None),
            ("# *:*:*:*:s3cret", None),
            ("*:*:*:ada", None),
            ("", None),
        ] {
            assert_eq!(matching(line, &shop).as_deref(), found, "{line}");
        }
        // The database is the user's where none is named.
        let own = config("postgres://ada@db.example");
        assert_eq!(matching("db.example:5432:ada:ada:x", &own).as_deref(), Some("x"));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_not_used() {
        use std::os::unix::fs::PermissionsExt;
        let shop = config("postgres://ada@db.example:5433/shop");
        let file = std::env::temp_dir().join(format!("tablewright-pgpass-{}", std::process::id()));
        std::fs::write(&file, "# mine\nelse:*:*:*:no\n*:*:*:ada:first\n*:*:*:*:second\n").expect("a file");
        let set =
            |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).expect("ours");
        set(0o644);
        assert_eq!(from_file(&file, &shop), None);
        set(0o600);
        assert_eq!(from_file(&file, &shop).as_deref(), Some("first"));
        std::fs::remove_file(&file).expect("ours");
    }
}
