//! How a transaction begins, and what happens when it meets another one.

use std::time::Duration;

use tokio_postgres::error::SqlState;

use crate::Error;

/// How a transaction begins, and how often it is tried: for [`Db::transaction_with`](crate::Db::transaction_with) and
/// [`Db::begin_with`](crate::Db::begin_with).
///
/// ```
/// use tablewright::TransactionOptions;
///
/// let transfer = TransactionOptions::serializable().retries(5);
/// let report = TransactionOptions::serializable().read_only().deferrable();
/// assert_ne!(transfer, report);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "options do nothing until a transaction begins with them"]
pub struct TransactionOptions {
    isolation: Option<Isolation>,
    read_only: Option<bool>,
    deferrable: bool,
    retries: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Isolation {
    ReadCommitted,
    RepeatableRead,
    Serializable,
}

impl TransactionOptions {
    /// As the server begins transactions by default; not tried again.
    pub fn new() -> Self {
        Self::default()
    }

    /// Every statement sees what was committed before it began.
    pub fn read_committed() -> Self {
        Self { isolation: Some(Isolation::ReadCommitted), ..Self::default() }
    }

    /// Every statement sees what was committed before the first one began; changing a row that another transaction changed
    /// meanwhile is a serialization failure.
    pub fn repeatable_read() -> Self {
        Self { isolation: Some(Isolation::RepeatableRead), ..Self::default() }
    }

    /// As if transactions ran one after the other: what cannot be put in such an order is a serialization failure.
    pub fn serializable() -> Self {
        Self { isolation: Some(Isolation::Serializable), ..Self::default() }
    }

    /// It only reads: the server refuses to change anything.
    pub fn read_only(mut self) -> Self {
        self.read_only = Some(true);
        self
    }

    /// It may write, where the server's default is that it only reads.
    pub fn read_write(mut self) -> Self {
        self.read_only = Some(false);
        self
    }

    /// A serializable transaction that only reads waits until it can neither fail nor make another one fail; with others this
    /// has no effect.
    pub fn deferrable(mut self) -> Self {
        self.deferrable = true;
        self
    }

    /// After a serialization failure or a deadlock it is run once more, up to so many times, with a growing pause in between.
    ///
    /// The closure then runs several times: what it does beside the transaction (a mail, a counter) happens each time. That is
    /// why nothing is tried again unless it is asked for. Whatever else goes wrong is never tried again, and neither is a commit
    /// whose answer was lost: it may have taken effect.
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// `BEGIN ..`.
    pub(crate) fn begin(&self) -> String {
        let mut text = "BEGIN".to_owned();
        text.push_str(match self.isolation {
            None => "",
            Some(Isolation::ReadCommitted) => " ISOLATION LEVEL READ COMMITTED",
            Some(Isolation::RepeatableRead) => " ISOLATION LEVEL REPEATABLE READ",
            Some(Isolation::Serializable) => " ISOLATION LEVEL SERIALIZABLE",
        });
        text.push_str(match self.read_only {
            None => "",
            Some(true) => " READ ONLY",
            Some(false) => " READ WRITE",
        });
        if self.deferrable {
            text.push_str(" DEFERRABLE");
        }
        text
    }

    /// How long to wait before the transaction is run again, when it is to be.
    pub(crate) fn again(&self, attempt: u32, error: &Error) -> Option<Duration> {
        (attempt < self.retries && error.is_transient()).then(|| {
            // Those who met must not meet again: each waits a different time.
            let most = 5_u64.saturating_mul(1 << attempt.min(7));
            Duration::from_millis(fastrand::u64(0..=most))
        })
    }
}

impl Error {
    /// Whether the same transaction may succeed when it is run again: it failed because of another one that ran at the same
    /// time (a serialization failure or a deadlock).
    pub fn is_transient(&self) -> bool {
        self.code().is_some_and(|code| {
            [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED].contains(code)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_said() {
        assert_eq!(TransactionOptions::new().begin(), "BEGIN");
        assert_eq!(
            TransactionOptions::serializable().read_only().deferrable().begin(),
            "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE"
        );
        assert_eq!(
            TransactionOptions::repeatable_read().read_write().begin(),
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE"
        );
    }

    #[test]
    fn only_what_is_transient_is_tried_again() {
        let options = TransactionOptions::serializable().retries(5);
        assert_eq!(options.again(0, &Error::not_found()), None);
    }
}
