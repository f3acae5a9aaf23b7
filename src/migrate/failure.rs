//! A statement that failed: which one, where it stands, what the server says, and what the database looks like now.

use std::fmt;

use tokio_postgres::error::{DbError, ErrorPosition};

use super::error::server_message;
use super::scan::{Scanner, TokenKind};
use super::{Migration, split::Statement};

/// A statement of a migration failed.
#[derive(Debug)]
pub struct Failure {
    /// The file's name.
    pub name: String,
    /// The number of the statement in the file, from 1.
    pub statement: usize,
    /// How many statements the file has.
    pub statements: usize,
    /// The file, as the user would write it.
    pub file: String,
    /// The line, from 1: of the place that the server complains of, or of the statement.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// Statements that stay done: they were committed before, or cannot run in a transaction.
    pub kept: usize,
    /// What the driver returned.
    pub error: tokio_postgres::Error,
    /// Who was in the way of a statement that did not get its lock, as far as the server tells.
    pub blockers: Vec<String>,
    /// The text of the line.
    source: String,
}

impl Failure {
    /// `index` counts from 0.
    pub(super) fn new(
        migration: &Migration,
        statements: &[Statement],
        index: usize,
        kept: usize,
        error: tokio_postgres::Error,
    ) -> Self {
        let text = migration.text();
        let start = statements.get(index).map_or(text.len(), |s| s.span.start);
        let end = statements.get(index).map_or(text.len(), |s| s.span.end);
        let at = start + error.as_db_error().map_or(0, |db| offset(db, &text[start..end]));
        let (line, column, source) = locate(text, at);
        Self {
            name: migration.name().to_owned(),
            statement: index + 1,
            statements: statements.len(),
            file: migration.place().to_owned(),
            line,
            column,
            kept,
            error,
            blockers: Vec::new(),
            source,
        }
    }

    /// Adds who was in the way.
    pub(super) fn blocked_by(mut self, blockers: Vec<String>) -> Self {
        self.blockers = blockers;
        self
    }

    /// What happened in one line, for the ledger.
    pub(super) fn summary(&self) -> String {
        format!(
            "statement {} at {}:{}: {}",
            self.statement,
            self.line,
            self.column,
            server_message(&self.error)
        )
    }
}

/// The byte that the server complains of; it counts characters of the statement from 1.
fn offset(error: &DbError, statement: &str) -> usize {
    match error.position() {
        Some(ErrorPosition::Original(character)) => {
            let before = usize::try_from(*character).unwrap_or(1).saturating_sub(1);
            statement.char_indices().nth(before).map_or(0, |(byte, _)| byte)
        }
        Some(ErrorPosition::Internal { .. }) => 0,
        None => named(error.message(), statement).unwrap_or(0),
    }
}

/// Many messages about DDL come without a position (`column "titel" does not exist`): where the first name that the message quotes
/// stands once in the statement, that is the place.
fn named(message: &str, statement: &str) -> Option<usize> {
    let name = message.split('"').nth(1)?;
    let mut scanner = Scanner::new(statement);
    let mut places = Vec::new();
    while let Ok(Some(token)) = scanner.next() {
        match token.kind {
            TokenKind::Word(word) | TokenKind::Quoted(word) if word == name => places.push(token.span.start),
            _ => {}
        }
    }
    match places[..] {
        [place] => Some(place),
        _ => None,
    }
}

/// Line and column of a byte, both from 1, and the line's text.
pub(super) fn locate(text: &str, at: usize) -> (usize, usize, String) {
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1, line.to_owned())
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, statement, statements, file, line, column, kept, error, blockers, source } = self;
        writeln!(
            f,
            "migration {name} failed at statement {statement} of {statements}: {}",
            server_message(error)
        )?;
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        // Tabs stay tabs in front of the caret, so that it stands under its place.
        let indent: String =
            source.chars().take(column - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        writeln!(f, "{margin}--> {file}:{line}:{column}")?;
        writeln!(f, "{margin} |")?;
        writeln!(f, "{number} | {source}")?;
        writeln!(f, "{margin} | {indent}^")?;
        if let Some(db) = error.as_db_error() {
            let query = match db.position() {
                Some(ErrorPosition::Internal { query, .. }) => Some(query.as_str()),
                Some(ErrorPosition::Original(_)) | None => None,
            };
            for (word, text) in
                [("detail", db.detail()), ("hint", db.hint()), ("where", db.where_()), ("query", query)]
            {
                if let Some(text) = text {
                    writeln!(f, "{margin} = {word}: {}", text.replace('\n', &format!("\n{margin}   ")))?;
                }
            }
        }
        for blocker in blockers {
            writeln!(f, "{margin} = blocked by: {blocker}")?;
        }
        if error.as_db_error().is_none() || error.is_closed() {
            return f.write_str(
                "The connection was lost. What was not committed is rolled back; run again, and it goes on where the ledger says.",
            );
        }
        match kept {
            0 => f.write_str("The migration was rolled back; the database is as before."),
            1 => f.write_str(
                "Statement 1 stays done. Mend the rest of the file and run again: it resumes at statement 2.",
            ),
            n => write!(
                f,
                "Statements 1 to {n} stay done. Mend the rest of the file and run again: it resumes at statement {}.",
                n + 1
            ),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
