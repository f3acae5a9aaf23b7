//! Results to stdout, talk to stderr; colours only where a terminal reads.

use std::io::{IsTerminal, Write};

use anstyle::AnsiColor;
use serde::Serialize;

use crate::failure::Result;
use crate::redact::redact;

/// Writes a result as it is.
pub(crate) fn result(text: &str) -> Result {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes a result as a line of JSON.
pub(crate) fn json(value: &impl Serialize) -> Result {
    let mut text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
    text.push('\n');
    result(&text)
}

/// Tells the user something. When nobody listens, that is no error.
pub(crate) fn say(text: impl AsRef<str>) {
    raw(&format!("{}\n", text.as_ref()));
}

/// Tells the user that something was done: the first word stands out.
pub(crate) fn done(verb: &str, rest: impl AsRef<str>) {
    let green = AnsiColor::Green.on_default().bold();
    say(format!("{green}{verb}{green:#} {}", rest.as_ref()));
}

/// Warns.
pub(crate) fn warn(text: impl AsRef<str>) {
    let yellow = AnsiColor::Yellow.on_default().bold();
    say(format!("{yellow}warning{yellow:#}: {}", text.as_ref()));
}

/// Writes to stderr, without escape sequences where it is no terminal, and without passwords of URLs.
pub(crate) fn raw(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(redact(text).as_bytes()).and_then(|()| err.flush());
}

/// Whether stderr shows colours.
pub(crate) fn color() -> bool {
    anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never
}

/// Whether somebody is there to answer a question.
pub(crate) fn interactive() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}
