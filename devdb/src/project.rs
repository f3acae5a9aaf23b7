//! A server that belongs to a project: it keeps its data and outlives the command that started it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::account::{Account, private_file, private_folder};
use crate::cluster::{Cluster, Setting, quote};
use crate::template::Template;
use crate::{Error, Installation, Options, Result, cache};

/// The development server of one project.
///
/// Its data is in the cache folder, in a folder named after the project's own path, so that nothing has to be ignored by
/// version control, and the file system is one that PostgreSQL can use.
///
/// ```no_run
/// use tablewright_devdb::{Options, Project};
///
/// let project = Project::new(".", &Options::new().extension("vector"))?;
/// println!("{}", project.start()?.url);
/// project.stop()?;
/// # Ok::<(), tablewright_devdb::Error>(())
/// ```
#[derive(Debug)]
pub struct Project {
    folder: PathBuf,
    database: String,
    options: Options,
    account: Option<Account>,
    cache: PathBuf,
}

/// A project's server while it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// The URL of the project's database, with the password in it.
    pub url: String,
    /// The port on 127.0.0.1.
    pub port: u16,
    /// The process id of the server.
    pub pid: u32,
}

/// What is kept beside the data.
struct State {
    port: u16,
    password: String,
    bin: PathBuf,
}

impl Project {
    /// The server of the project in a folder. Nothing is started.
    ///
    /// # Errors
    /// When the folder does not exist, or there is no place to keep data.
    pub fn new(folder: impl AsRef<Path>, options: &Options) -> Result<Self> {
        let path = folder.as_ref();
        let path = fs::canonicalize(path)
            .map_err(Error::io(format!("could not find the project folder `{}`", path.display())))?;
        let account = Account::needed(options.user.as_deref())?;
        let cache = cache::folder(options, account.as_ref())?;
        let database = database_name(&path);
        let key = cache::fingerprint(&path.to_string_lossy());
        let folder = cache.join("projects").join(format!("{database}-{key}"));
        Ok(Self { folder, database, options: options.clone(), account, cache })
    }

    /// Where the data, the log and the state are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name of the project's database: that of its folder, in plain letters.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Starts the server, unless it runs already, and makes the project's database, unless it is there.
    ///
    /// # Errors
    /// When no PostgreSQL can be found or installed, the data is of another version, or the server does not start.
    pub fn start(&self) -> Result<Running> {
        let _lock = self.lock()?;
        if let Some(running) = self.running()? {
            return Ok(running);
        }
        let setting = Setting::find(&self.options)?;
        let state = self.state();
        let (cluster, liked) = match state {
            Some(state) => self.existing(setting.installation, state)?,
            None => (self.fresh(&setting)?, None),
        };
        let port = cluster.start(self.options.port, liked, true)?;
        self.keep(&cluster, port)?;
        make(&cluster, port, &self.database)?;
        Ok(self.describe(&cluster, port))
    }

    /// Stops the server; its data stays. `false` when it did not run.
    ///
    /// # Errors
    /// When the server does not stop.
    pub fn stop(&self) -> Result<bool> {
        let _lock = self.lock()?;
        self.stop_locked()
    }

    /// The server, if it runs.
    ///
    /// # Errors
    /// When that cannot be found out.
    pub fn running(&self) -> Result<Option<Running>> {
        let Some(state) = self.state() else { return Ok(None) };
        let port = state.port;
        let Ok(installation) = self.installation(&state.bin) else { return Ok(None) };
        let cluster = self.cluster(installation, state.password);
        Ok(cluster.runs()?.then(|| self.describe(&cluster, port)))
    }

    /// Stops the server, removes all data, and starts an empty one.
    ///
    /// # Errors
    /// As [`start`](Self::start) and [`stop`](Self::stop).
    pub fn reset(&self) -> Result<Running> {
        let lock = self.lock()?;
        self.stop_locked()?;
        if self.folder.exists() {
            fs::remove_dir_all(&self.folder)
                .map_err(Error::io(format!("could not remove `{}`", self.folder.display())))?;
        }
        drop(lock);
        self.start()
    }

    /// Databases beside the project's own, called like it with these endings, made where they are not there; their URLs.
    /// None where the server does not run.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn beside(&self, endings: &[&str]) -> Result<Vec<String>> {
        let _lock = self.lock()?;
        let Some(state) = self.state() else { return Ok(Vec::new()) };
        let installation = self
            .installation(&state.bin)
            .map_err(|why| Error::BadFolder { folder: state.bin.clone(), why })?;
        let cluster = self.cluster(installation, state.password);
        if !cluster.runs()? {
            return Ok(Vec::new());
        }
        let mut urls = Vec::new();
        for ending in endings {
            let name = format!("{}_{ending}", self.database);
            make(&cluster, state.port, &name)?;
            urls.push(cluster.url(state.port, &name));
        }
        Ok(urls)
    }

    fn stop_locked(&self) -> Result<bool> {
        let Some(state) = self.state() else { return Ok(false) };
        let installation = self
            .installation(&state.bin)
            .map_err(|why| Error::BadFolder { folder: state.bin.clone(), why })?;
        self.cluster(installation, state.password).stop()
    }

    /// An empty cluster in the project's folder.
    fn fresh(&self, setting: &Setting) -> Result<Cluster> {
        let template = Template::ensure(&setting.installation, &setting.cache, self.account.as_ref())?;
        if self.folder.exists() {
            // Data without state: a first start was cut off.
            fs::remove_dir_all(&self.folder)
                .map_err(Error::io(format!("could not remove `{}`", self.folder.display())))?;
        }
        private_folder(&self.folder, self.account.as_ref())?;
        let cluster = self.cluster(setting.installation.clone(), template.password.clone());
        template.copy(&cluster.data(), self.account.as_ref())?;
        Ok(cluster)
    }

    /// The cluster that is there: with the installation that was found, or else the one that it ran on before.
    fn existing(&self, found: Installation, state: State) -> Result<(Cluster, Option<u16>)> {
        let version = fs::read_to_string(self.folder.join("data/PG_VERSION")).unwrap_or_default();
        let data: u8 = version.trim().parse().unwrap_or(0);
        let fits = |installation: &Installation| installation.major == data;
        let installation = Some(found.clone())
            .filter(fits)
            .or_else(|| self.installation(&state.bin).ok().filter(fits))
            .ok_or(Error::OtherVersion { data, found: found.major })?;
        Ok((self.cluster(installation, state.password), Some(state.port)))
    }

    fn cluster(&self, installation: Installation, password: String) -> Cluster {
        Cluster { folder: self.folder.clone(), installation, account: self.account.clone(), password }
    }

    /// The installation with this program folder.
    fn installation(&self, bin: &Path) -> Result<Installation, String> {
        let libraries = bin.starts_with(&self.cache).then(|| bin.with_file_name("lib"));
        Installation::probe(bin, libraries)
    }

    fn describe(&self, cluster: &Cluster, port: u16) -> Running {
        Running { url: cluster.url(port, &self.database), port, pid: cluster.pid().unwrap_or(0) }
    }

    fn lock(&self) -> Result<fs::File> {
        let parent = self.cache.join("projects");
        cache::make(&parent, self.account.as_ref())?;
        let name = self.folder.file_name().unwrap_or_default().to_string_lossy();
        cache::lock(&parent, &name)
    }

    /// Keeps what a later command needs, readable only by the owner: the password is in it.
    fn keep(&self, cluster: &Cluster, port: u16) -> Result<()> {
        let text = format!("{port}\n{}\n{}\n", cluster.password, cluster.installation.bin.display());
        private_file(&self.folder.join("state"), &text)
    }

    fn state(&self) -> Option<State> {
        let text = fs::read_to_string(self.folder.join("state")).ok()?;
        let mut lines = text.lines();
        let port = lines.next()?.parse().ok()?;
        Some(State { port, password: lines.next()?.to_owned(), bin: lines.next()?.into() })
    }
}

/// Makes a database, unless it is there.
fn make(cluster: &Cluster, port: u16, name: &str) -> Result<()> {
    let there = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    if cluster.sql(port, "looking for the project's database", &there)?.trim().is_empty() {
        cluster.sql(port, "making the project's database", &format!("CREATE DATABASE {}", quote(name)))?;
    }
    Ok(())
}

/// A database name made of a folder's name: lower-case letters, digits and underscores.
fn database_name(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(40).collect();
    match plain.as_str() {
        // These are there already, for other purposes.
        "" | "postgres" | "template0" | "template1" => "app".to_owned(),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_named_after_its_folder() {
        assert_eq!(database_name(Path::new("/home/me/My Project")), "my_project");
        assert_eq!(database_name(Path::new("/")), "app");
        assert_eq!(database_name(Path::new("/srv/postgres")), "app");
    }
}
