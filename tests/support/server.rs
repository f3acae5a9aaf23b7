//! The server of this test process.

use std::sync::OnceLock;

use tablewright_devdb::{Options, Server};

/// The server of this test process, with pgvector and the contrib modules; the one of `TABLEWRIGHT_TEST_URL` where that
/// is set. A private server ends with the process: its watchdog sees to that, since a static is never dropped.
///
/// # Panics
/// When there is no server to be had; the message says why, and the way out.
pub fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let options = Options::new().extensions(["vector", "citext", "pg_trgm", "btree_gist"]);
        Server::for_tests(&options).unwrap_or_else(|error| panic!("the live tests need a server: {error}"))
    })
}
