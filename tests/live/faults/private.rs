//! A server that a test may kill: its own.

use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tablewright_devdb::{Options, Server};

use super::{PATIENCE, connect};

/// A private server, with what it takes to kill it and start it again.
pub(crate) struct Private {
    server: Server,
    data: PathBuf,
}

impl Private {
    /// Starts one whose commits survive a crash.
    pub(crate) async fn start() -> Self {
        let server = Server::start(&Options::new().durable(true)).unwrap_or_else(|error| panic!("{error}"));
        let client = connect(&server.url("postgres")).await.expect("it takes connections");
        let data: String = client.query_one("SHOW data_directory", &[]).await.expect("a folder").get(0);
        Self { server, data: PathBuf::from(data) }
    }

    /// Runs SQL in its database `postgres`.
    pub(crate) async fn sql(&self, sql: &str) {
        let client = connect(&self.server.url("postgres")).await.expect("it takes connections");
        client.batch_execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }

    pub(crate) fn url(&self, database: &str) -> String {
        self.server.url(database)
    }

    /// Its data folder.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// Writes a file into its data folder, which it and nobody else may read.
    pub(crate) fn write(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        let file = self.data.join(name);
        std::fs::write(&file, text).expect("a writable folder");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).expect("our file");
        let (uid, gid) = self.owner();
        std::os::unix::fs::chown(&file, Some(uid), Some(gid)).expect("our file");
    }

    /// The user and group that it runs as.
    pub(crate) fn owner(&self) -> (u32, u32) {
        let data = std::fs::metadata(&self.data).expect("the data folder");
        (data.uid(), data.gid())
    }

    /// Ends it as a crash would: nothing is written, everything is recovered from the log at the next start. `KILL` ends the
    /// main process alone, and its children when they notice; `QUIT` is an immediate stop of all.
    pub(crate) fn kill(&self, signal: &str) {
        let text = std::fs::read_to_string(self.data.join("postmaster.pid")).expect("it runs");
        let pid = text.lines().next().expect("a process").trim().to_owned();
        let killed = Command::new("kill").args(["-s", signal, &pid]).status().expect("kill is there");
        assert!(killed.success());
        let begun = Instant::now();
        // Its children run in the same folder, and end when they notice.
        while self.runs() {
            assert!(
                begun.elapsed() < PATIENCE,
                "still waiting for the processes of a killed server to end after {PATIENCE:?}"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        // Where nobody reaps a killed process, its number looks taken for ever, and the next server would believe the file.
        let _ = std::fs::remove_file(self.data.join("postmaster.pid"));
    }

    /// Whether any process works in the data folder; one that has ended has no folder any more.
    fn runs(&self) -> bool {
        let Ok(processes) = std::fs::read_dir("/proc") else { return false };
        processes.flatten().any(|process| {
            std::fs::read_link(process.path().join("cwd")).is_ok_and(|folder| folder == self.data)
        })
    }

    /// Starts it again, on the same port; `blocks` limits the size of a file, in blocks of 512 bytes.
    pub(crate) fn restart(&self, blocks: Option<u32>) {
        let bin = &self.server.installation().expect("it is ours").bin;
        let (uid, gid) = self.owner();
        let limit = blocks.map(|blocks| format!("ulimit -f {blocks} && ")).unwrap_or_default();
        let begun = Instant::now();
        loop {
            let started = Command::new("sh")
                .args(["-c", &format!("{limit}exec \"$0\" \"$@\"")])
                .arg(bin.join("pg_ctl"))
                .args(["start", "-w", "-t", "30", "-D"])
                .arg(&self.data)
                .arg("-l")
                .arg(self.data.join("restart.log"))
                .env("LD_LIBRARY_PATH", bin.parent().expect("a folder").join("lib"))
                .current_dir(&self.data)
                .uid(uid)
                .gid(gid)
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .status()
                .expect("pg_ctl is there");
            if started.success() {
                return;
            }
            // Children of the killed server may still be there.
            assert!(begun.elapsed() < PATIENCE, "it does not start again: {}", self.log());
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.data.join("restart.log")).unwrap_or_default()
    }
}
