//! How long to wait, and how often to try again.

use std::time::Duration;

/// Time limits of a run. The defaults suit a deploy against a busy database.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// How long to wait for another run of migrations on the same database. 10 minutes.
    pub wait: Duration,
    /// How long a statement that changes the schema waits for its lock. Everyone who needs the table queues up behind it, so this is
    /// short, and the transaction is tried again. 3 seconds.
    pub lock_timeout: Duration,
    /// How long a statement on rows waits for rows that others hold. 30 seconds.
    pub row_timeout: Duration,
    /// How long a concurrent index build and the like may take in all; they wait for locks without limit, because a short
    /// `lock_timeout` would kill the build. 2 hours.
    pub build_timeout: Duration,
    /// How often a transaction is tried again when it did not get its locks. 10 times.
    pub retries: usize,
    /// The first pause between two attempts; it doubles up to 15 seconds, with jitter. 500 milliseconds.
    pub retry_delay: Duration,
    /// The name of the last file to apply; those after it are held back. None: all of them.
    pub until: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            wait: Duration::from_secs(600),
            lock_timeout: Duration::from_secs(3),
            row_timeout: Duration::from_secs(30),
            build_timeout: Duration::from_secs(7200),
            retries: 10,
            retry_delay: Duration::from_millis(500),
            until: None,
        }
    }
}

impl Options {
    /// Waits this long for another run of migrations.
    #[must_use]
    pub fn wait(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    /// Lets a statement that changes the schema wait this long for its lock.
    #[must_use]
    pub fn lock_timeout(mut self, lock_timeout: Duration) -> Self {
        self.lock_timeout = lock_timeout;
        self
    }

    /// Tries a transaction that did not get its locks again this often, at first after this pause.
    #[must_use]
    pub fn retries(mut self, retries: usize, delay: Duration) -> Self {
        self.retries = retries;
        self.retry_delay = delay;
        self
    }

    /// Applies up to this file and no further, such as up to the half of a change that the code which runs can live with.
    #[must_use]
    pub fn until(mut self, name: impl Into<String>) -> Self {
        self.until = Some(name.into());
        self
    }
}
