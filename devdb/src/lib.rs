//! A private PostgreSQL server for development and tests.
//!
//! What comes in: [`Options`], such as the extensions that are needed. What goes out: a running server and its URL.
//! A PostgreSQL that is already on the machine is used when it has the extensions asked for; otherwise one is
//! installed into a cache folder, without touching the system. Nothing in here is async.
//!
//! ```no_run
//! use tablewright_devdb::{Options, Server};
//!
//! let server = Server::start(&Options::new().extension("vector"))?;
//! server.create_database("app")?;
//! println!("{}", server.url("app"));
//! // The server stops and its data goes away here, or when this process dies in any other way.
//! # Ok::<(), tablewright_devdb::Error>(())
//! ```
//!
//! [`Project`] is the other kind of server: it keeps its data and outlives the command that started it.
//!
//! | variable | effect |
//! | --- | --- |
//! | `TABLEWRIGHT_PG_BIN` | the folder with `initdb`, `pg_ctl` and `postgres` to use, and no other |
//! | `TABLEWRIGHT_CACHE` | where installations, templates and data go, instead of the user's cache folder |
//! | `TABLEWRIGHT_TEST_URL` | a server that runs already, for [`Server::for_tests`] |

mod account;
mod cache;
mod cluster;
mod command;
mod error;
mod find;
mod install;
mod options;
mod project;
mod replica;
mod server;
mod template;
mod url;
mod watchdog;

pub use error::Error;
pub use find::Installation;
pub use options::Options;
pub use project::{Project, Running};
pub use server::Server;

/// What can go wrong here is always an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;
