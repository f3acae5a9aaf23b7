//! What kind of server is wanted.

use std::env;
use std::path::PathBuf;

/// What kind of server is wanted. [`Options::new`] is right for tests: nothing is promised to survive a power cut.
#[derive(Clone, Debug)]
pub struct Options {
    pub(crate) bin: Option<PathBuf>,
    pub(crate) cache: Option<PathBuf>,
    pub(crate) user: Option<String>,
    pub(crate) extensions: Vec<String>,
    pub(crate) minimum: u8,
    pub(crate) port: Option<u16>,
    pub(crate) durable: bool,
    pub(crate) install: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// A server for tests, from PostgreSQL 14 on; reads `TABLEWRIGHT_PG_BIN` and `TABLEWRIGHT_CACHE`.
    pub fn new() -> Self {
        let folder = |name| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        Self {
            bin: folder("TABLEWRIGHT_PG_BIN"),
            cache: folder("TABLEWRIGHT_CACHE"),
            user: None,
            extensions: Vec::new(),
            minimum: 14,
            port: None,
            durable: false,
            install: true,
        }
    }

    /// Uses the programs in this folder, and looks nowhere else.
    #[must_use]
    pub fn bin(mut self, folder: impl Into<PathBuf>) -> Self {
        self.bin = Some(folder.into());
        self
    }

    /// Keeps installations, templates and data in this folder instead of the user's cache folder.
    #[must_use]
    pub fn cache(mut self, folder: impl Into<PathBuf>) -> Self {
        self.cache = Some(folder.into());
        self
    }

    /// The system user that runs the server when this process is root: PostgreSQL refuses to run as root. Unless told,
    /// it is `postgres` or else `nobody`.
    #[must_use]
    pub fn user(mut self, name: impl Into<String>) -> Self {
        self.user = Some(name.into());
        self
    }

    /// The folder that keeps installations, templates and data between runs, made if it was not there.
    ///
    /// # Errors
    /// When there is no place for it.
    pub fn cache_folder(&self) -> crate::Result<PathBuf> {
        let account = crate::account::Account::needed(self.user.as_deref())?;
        crate::cache::folder(self, account.as_ref())
    }

    /// Asks for an extension, such as `vector`: a PostgreSQL without its files is not used.
    #[must_use]
    pub fn extension(mut self, name: impl Into<String>) -> Self {
        self.extensions.push(name.into());
        self
    }

    /// Asks for several extensions.
    #[must_use]
    pub fn extensions<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.extensions.extend(names.into_iter().map(Into::into));
        self
    }

    /// The oldest major version that will do.
    #[must_use]
    pub fn minimum(mut self, major: u8) -> Self {
        self.minimum = major;
        self
    }

    /// Listens on this port instead of a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    /// Whether written data must survive a crash of the machine (`fsync` and friends). A [`Project`](crate::Project)
    /// is always durable.
    #[must_use]
    pub fn durable(mut self, durable: bool) -> Self {
        self.durable = durable;
        self
    }

    /// Whether PostgreSQL may be installed into the cache folder when there is none on the machine; `true` unless told.
    #[must_use]
    pub fn install(mut self, install: bool) -> Self {
        self.install = install;
        self
    }
}
