//! Zero's own package, from npm: it compiles the client schemas that we write, and its zero-cache replicates a database whose
//! schema changes under it.

mod npm;
mod types;
