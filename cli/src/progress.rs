//! What a terminal shows while something takes its time. Elsewhere nothing is shown.

use std::borrow::Cow;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar or a spinner, which goes away with this value.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// For work of which nobody knows how long it takes.
    pub(crate) fn spinner(message: impl Into<Cow<'static, str>>) -> Self {
        let progress = Self::new(ProgressBar::new_spinner, "{spinner} {msg} {elapsed}");
        progress.0.set_message(message);
        progress.0.enable_steady_tick(Duration::from_millis(100));
        progress
    }

    /// For so many rows.
    pub(crate) fn rows(count: usize) -> Self {
        Self::new(|| ProgressBar::new(count as u64), "{bar:30} {human_pos}/{human_len} rows, {msg}")
    }

    fn new(bar: impl FnOnce() -> ProgressBar, template: &str) -> Self {
        let bar = if std::io::stderr().is_terminal() { bar() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// How far it is, and with what.
    pub(crate) fn at(&self, position: usize, message: String) {
        self.0.set_message(message);
        self.0.set_position(position as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
