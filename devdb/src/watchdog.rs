//! A process that outlives its owner just long enough to stop the server and to remove its folder.
//!
//! It reads from a pipe whose other end only the owner holds. When the owner ends, in whatever way, the system closes
//! that end, the read returns, and the watchdog does its work. Dropping it on purpose takes the same way.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};

use crate::account::Account;
use crate::cache::open_lock;
use crate::command::program;
use crate::{Error, Result};

/// Stops the server of the folder `$1` at once, then removes the folder. `QUIT` is PostgreSQL's immediate shutdown
/// (manual: "Shutting Down the Server", 18.5). A terminal's Ctrl-C must not end the watchdog before its owner.
const SCRIPT: &str = r#"
trap '' HUP INT TERM
read -r _
lock=$1/data/postmaster.pid
tries=0
while [ -f "$lock" ] && [ $tries -lt 100 ]; do
    kill -QUIT "$(head -n 1 "$lock")" 2>/dev/null || break
    tries=$((tries + 1))
    sleep 0.1
done
rm -rf "$1"
"#;

/// The lock that says that a folder is in use: held by the owner and by its watchdog.
const LOCK: &str = "in-use.lock";

/// Guards one folder; dropping it stops the server there and removes the folder.
#[derive(Debug)]
pub(crate) struct Watchdog {
    child: Child,
    pipe: Option<ChildStdin>,
    _lock: File,
}

impl Watchdog {
    /// Starts to guard a folder. To be called before a server starts in it.
    pub(crate) fn new(folder: &Path, account: Option<&Account>) -> Result<Self> {
        Self::spawn(folder, account).map_err(Error::io("could not start the watchdog of the server"))
    }

    fn spawn(folder: &Path, account: Option<&Account>) -> io::Result<Self> {
        let lock = open_lock(&folder.join(LOCK))?;
        lock.lock()?;
        let mut command = program("sh", account);
        command.args(["-c", SCRIPT, "tablewright-devdb-watchdog"]).arg(folder);
        // The lock belongs to the open file, not to the process: as the child's output it is held until both are gone.
        command.stdin(Stdio::piped()).stdout(lock.try_clone()?).stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let pipe = child.stdin.take();
        Ok(Self { child, pipe, _lock: lock })
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.pipe.take());
        let _ = self.child.wait();
    }
}

/// Removes folders whose owner and watchdog were both killed, with the servers that still run there.
pub(crate) fn sweep(parent: &Path, account: Option<&Account>) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for folder in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let lock = folder.join(LOCK);
        // Without the lock file it is being made or removed at this moment.
        let abandoned = lock.is_file() && open_lock(&lock).is_ok_and(|file| file.try_lock().is_ok());
        if abandoned && let Ok(watchdog) = Watchdog::new(&folder, account) {
            drop(watchdog);
        }
    }
}
