//! What ends a command early, and the exit code that it gives.

use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use tablewright::connect::ConnectError;
use tablewright::migrate::MigrateError;
use tablewright_codegen::report::{Code, Diagnostic, Errors, render};

use crate::output;

/// What a command returns.
pub(crate) type Result<T = (), E = Failure> = std::result::Result<T, E>;

/// Why a command did not end well.
pub(crate) enum Failure {
    /// Mistakes in files, or decisions that are needed.
    Errors(Errors),
    /// Two things that should be the same are not: the command ends with 2.
    Differs(String),
    /// Anything else: what happened, and what to do about it.
    Said { message: String, help: Option<String> },
    /// Nobody reads stdout any more (`tablewright diff .. | head`): nothing to complain of.
    BrokenPipe,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Said { message: message.into(), help: None }
    }

    pub(crate) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Said { message: message.into(), help: Some(help.into()) }
    }

    /// What happened, in a line.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Errors(errors) => errors.iter().map(|e| e.message.clone()).collect::<Vec<_>>().join("; "),
            Self::Said { message, .. } | Self::Differs(message) => message.clone(),
            Self::BrokenPipe => "nobody reads".to_owned(),
        }
    }

    /// Writes it to stderr.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Errors(errors) => {
                let decisions = errors.iter().all(|e| is_decision(e.code));
                output::raw(&render(&errors, output::color()));
                ExitCode::from(if decisions { 2 } else { 1 })
            }
            Self::Differs(message) => {
                output::warn(message);
                ExitCode::from(2)
            }
            Self::Said { message, help } => {
                let red = AnsiColor::Red.on_default().bold();
                let bold = Style::new().bold();
                let mut text = format!("{red}error{red:#}: {}\n", message.trim_end());
                if let Some(help) = help {
                    text.push_str(&format!("  = {bold}help{bold:#}: {help}\n"));
                }
                output::raw(&text);
                ExitCode::from(1)
            }
            Self::BrokenPipe => ExitCode::SUCCESS,
        }
    }
}

/// Whether only a person can go on: the command ends with 2.
pub(crate) fn is_decision(code: Code) -> bool {
    matches!(code, Code::Rename | Code::Destroys | Code::Ledger)
}

impl From<Errors> for Failure {
    fn from(errors: Errors) -> Self {
        Self::Errors(errors)
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Errors(diagnostic.into())
    }
}

impl From<ConnectError> for Failure {
    fn from(error: ConnectError) -> Self {
        // A sentence of its own in the library; here it follows `help:`.
        let help = error.help();
        let rest = help.get(1..).unwrap_or_default();
        Self::with_help(error.message(), help.get(..1).unwrap_or_default().to_lowercase() + rest)
    }
}

impl From<MigrateError> for Failure {
    fn from(error: MigrateError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<tablewright_devdb::Error> for Failure {
    fn from(error: tablewright_devdb::Error) -> Self {
        Self::new(error.to_string())
    }
}

/// Of writing to stdout.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::new(format!("cannot write the result: {error}")),
        }
    }
}
