//! A zero-cache on a development server, and what its replica holds.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::npm;

/// How long anything may take to arrive.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running zero-cache; it ends with the value.
pub(super) struct ZeroCache {
    child: Child,
    folder: tempfile::TempDir,
    packages: PathBuf,
}

/// The URLs that it is given.
pub(super) struct Urls {
    pub(super) upstream: String,
    pub(super) cvr: String,
    pub(super) change: String,
}

impl ZeroCache {
    /// Starts it on these databases, for that publication.
    pub(super) fn start(urls: &Urls, publication: &str) -> Self {
        let packages = npm::installed();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let log = File::create(folder.path().join("log")).expect("a log");
        let child = Command::new("node")
            .arg(packages.join("node_modules/.bin/zero-cache"))
            .env("ZERO_UPSTREAM_DB", &urls.upstream)
            .env("ZERO_CVR_DB", &urls.cvr)
            .env("ZERO_CHANGE_DB", &urls.change)
            .env("ZERO_APP_PUBLICATIONS", publication)
            .env("ZERO_REPLICA_FILE", folder.path().join("replica.db"))
            .env("ZERO_PORT", free_port().to_string())
            .env("ZERO_NUM_SYNC_WORKERS", "1")
            .env("ZERO_ADMIN_PASSWORD", "of the test")
            .env("ZERO_ENABLE_TELEMETRY", "false")
            .env("ZERO_LOG_FORMAT", "text")
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a second handle"))
            .stderr(log)
            .spawn()
            .expect("node runs, since npm did");
        Self { child, folder, packages }
    }

    /// Waits until the replica is as told; returns it.
    pub(super) fn until(&mut self, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let start = Instant::now();
        let mut last = String::from("nothing");
        while start.elapsed() < PATIENCE {
            if let Ok(Some(status)) = self.child.try_wait() {
                panic!("zero-cache ended with {status} before {what}:\n{}", self.log());
            }
            match self.replica() {
                Ok(held) if holds(&held) => {
                    eprintln!("{what}: {:.1} s", start.elapsed().as_secs_f32());
                    return held;
                }
                Ok(held) => last = held.to_string(),
                Err(said) => last = said,
            }
            std::thread::sleep(Duration::from_millis(500));
        }
        panic!("{what} did not come to pass; the replica holds {last}\n{}", self.log());
    }

    /// What the replica holds, by table.
    fn replica(&self) -> Result<Value, String> {
        let file = self.folder.path().join("replica.db");
        if !file.exists() {
            return Err("no replica yet".to_owned());
        }
        let output = Command::new("node")
            .arg(npm::root().join("replica.cjs"))
            .arg(file)
            .env("NODE_PATH", self.packages.join("node_modules"))
            .output()
            .expect("node runs");
        serde_json::from_slice(&output.stdout).map_err(|_| npm::said(&output))
    }

    /// Whether the bytes stand anywhere in what zero-cache keeps on disk.
    pub(super) fn keeps(&self, bytes: &str) -> Vec<PathBuf> {
        let files = fs::read_dir(self.folder.path()).expect("a readable folder").flatten();
        files.map(|file| file.path()).filter(|path| holds(path, bytes)).collect()
    }

    fn log(&self) -> String {
        let text = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(60)..].join("\n")
    }
}

impl Drop for ZeroCache {
    fn drop(&mut self) {
        // It ends its workers when it is asked to end.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn holds(path: &Path, bytes: &str) -> bool {
    let text = fs::read(path).unwrap_or_default();
    text.windows(bytes.len()).any(|window| window == bytes.as_bytes())
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}
