//! Statements that a user typed or keeps in a file: reading them, giving them parameters, and showing in them what a server
//! complains of.

use std::io::Read;
use std::ops::Range;
use std::path::PathBuf;

use tablewright::connect::Endpoint;
use tablewright_codegen::{files, sql};
use tokio_postgres::error::{DbError, ErrorPosition};
use tokio_postgres::{Client, Error, Statement};
use unicode_width::UnicodeWidthStr;

use crate::failure::{Failure, Result};

/// What to run.
#[derive(clap::Args)]
pub(crate) struct Source {
    /// The SQL; `$1` and so on stand for parameters
    #[arg(value_name = "SQL", conflicts_with = "file")]
    sql: Option<String>,
    /// Read the SQL from this file, or from stdin where it is `-`
    #[arg(long, short = 'f', value_name = "FILE")]
    file: Option<PathBuf>,
    /// The value of the next parameter, as text; repeat it for `$2` and so on
    #[arg(long = "param", short = 'p', value_name = "VALUE", allow_hyphen_values = true)]
    parameters: Vec<String>,
    /// NULL as the value of the parameter with this number
    #[arg(long = "null", value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    nulls: Vec<u16>,
}

/// A text with its statements.
pub(crate) struct Script {
    /// What messages call it.
    name: String,
    text: String,
    pub(crate) statements: Vec<Range<usize>>,
    /// In the order of their numbers; `None` is NULL.
    parameters: Vec<Option<String>>,
}

/// The name of the prepared statement that parameters go to.
const PREPARED: &str = "tablewright_statement";

impl Source {
    pub(crate) fn read(self) -> Result<Script> {
        let (name, text) = match (self.sql, self.file) {
            (Some(sql), _) => ("SQL".to_owned(), sql),
            (None, Some(file)) if file.as_os_str() == "-" => ("stdin".to_owned(), stdin()?),
            (None, Some(file)) => (files::display(&file), files::read(&file)?.text.clone()),
            (None, None) => {
                return Err(Failure::with_help(
                    "there is nothing to run",
                    "write the SQL in quotes behind the command, or name its file with `--file`",
                ));
            }
        };
        let statements = sql::statement_ranges(&text);
        if statements.is_empty() {
            return Err(Failure::new(format!("{name} holds no statement")));
        }
        let mut parameters: Vec<Option<String>> = self.parameters.into_iter().map(Some).collect();
        // `--null 2` puts a NULL between the first and the second `--param`.
        let mut nulls: Vec<usize> = self.nulls.into_iter().map(usize::from).collect();
        nulls.sort_unstable();
        for number in nulls {
            if number > parameters.len() + 1 {
                return Err(Failure::with_help(
                    format!("`--null {number}` leaves parameters before it without a value"),
                    "give each a `--param` or `--null`",
                ));
            }
            parameters.insert(number - 1, None);
        }
        if !parameters.is_empty() && statements.len() > 1 {
            return Err(Failure::with_help(
                format!("parameters are for one statement, and {name} holds {}", statements.len()),
                "run them one by one",
            ));
        }
        Ok(Script { name, text, statements, parameters })
    }
}

fn stdin() -> Result<String> {
    let mut text = String::new();
    let read = std::io::stdin().read_to_string(&mut text);
    read.map_err(|error| Failure::new(format!("cannot read stdin: {error}")))?;
    Ok(text)
}

/// Waits for the server. Ctrl-C cancels what it does.
pub(crate) async fn interruptible<T>(
    client: &Client,
    endpoint: &Endpoint,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    let cancel = client.cancel_token();
    tokio::select! {
        result = work => result,
        _ = tokio::signal::ctrl_c() => {
            let _ = cancel.cancel_query(endpoint.connector()).await;
            Err(Failure::new("interrupted"))
        }
    }
}

impl Script {
    pub(crate) fn statement(&self, range: &Range<usize>) -> &str {
        &self.text[range.clone()]
    }

    /// The first word of a statement, in upper case.
    pub(crate) fn verb(&self, range: &Range<usize>) -> String {
        let statement = self.statement(range);
        let statement = statement.trim_start_matches(|c: char| c == '(' || c.is_whitespace());
        let word: String = statement.chars().take_while(|c| c.is_ascii_alphabetic()).collect();
        word.to_ascii_uppercase()
    }

    /// Lets the server read a statement: its columns and parameters.
    pub(crate) async fn prepare(&self, client: &Client, range: &Range<usize>) -> Result<Statement> {
        let statement = client.prepare(self.statement(range)).await;
        let statement = statement.map_err(|error| self.failure(&error, range))?;
        let (wanted, given) = (statement.params().len(), self.parameters.len());
        if wanted != given {
            let types: Vec<String> =
                statement.params().iter().enumerate().map(|(i, ty)| format!("${} {ty}", i + 1)).collect();
            let takes = if types.is_empty() { "no parameters".to_owned() } else { types.join(", ") };
            return Err(Failure::with_help(
                format!(
                    "the statement takes {takes}; {} given",
                    if given == 1 { "1 value is".to_owned() } else { format!("{given} values are") }
                ),
                "write `--param VALUE` for each, in their order, or `--null NUMBER`",
            ));
        }
        Ok(statement)
    }

    /// The text to run: the statement, or what executes it with its parameters, which is made ready here. Values never become
    /// part of the statement: the server reads each as a value of the parameter's type.
    pub(crate) async fn runnable(&self, client: &Client, range: &Range<usize>) -> Result<String> {
        let statement = self.statement(range);
        if self.parameters.is_empty() {
            return Ok(statement.to_owned());
        }
        let prepare = format!("PREPARE {PREPARED} AS {statement}");
        client.batch_execute(&prepare).await.map_err(|error| self.failure(&error, range))?;
        let values: Vec<String> = self.parameters.iter().map(|value| literal(value.as_deref())).collect();
        Ok(format!("EXECUTE {PREPARED} ({})", values.join(", ")))
    }

    /// What the server says, with the place in the text.
    pub(crate) fn failure(&self, error: &Error, range: &Range<usize>) -> Failure {
        let Some(db) = error.as_db_error() else {
            return Failure::new(format!("the connection broke: {error}"));
        };
        let mut message = format!("{} ({})", db.message(), db.code().code());
        // With parameters the place is one in our own text, which the user did not write.
        let at = if self.parameters.is_empty() || is_of_parsing(db) {
            position(db, self.statement(range))
        } else {
            None
        };
        if let Some(at) = at {
            message.push_str(&pointed(&self.name, &self.text, range.start + at));
        } else if self.statements.len() > 1 {
            let line = self.text[..range.start].matches('\n').count() + 1;
            message.push_str(&format!("\n --> {}:{line}", self.name));
        }
        if let Some(place) = db.where_().filter(|_| at.is_none()) {
            message.push_str(&format!("\n  = where: {}", place.replace('\n', "\n           ")));
        }
        if let Some(detail) = db.detail() {
            message.push_str(&format!("\n  = detail: {}", detail.replace('\n', "\n            ")));
        }
        match db.hint() {
            Some(hint) => Failure::with_help(message, hint),
            None => Failure::new(message),
        }
    }
}

/// Syntax and names (class 42) are found while the statement itself is read.
fn is_of_parsing(db: &DbError) -> bool {
    db.code().code().starts_with("42")
}

/// The byte of the statement that the server complains of; it counts characters from 1.
fn position(db: &DbError, statement: &str) -> Option<usize> {
    let Some(ErrorPosition::Original(character)) = db.position() else { return None };
    let before = usize::try_from(*character).ok()?.checked_sub(1)?;
    let end = statement.char_indices().map(|(byte, _)| byte).chain([statement.len()]);
    Some(end.clone().nth(before).unwrap_or(statement.len()))
}

/// The line of a place with carets under the word there.
fn pointed(name: &str, text: &str, at: usize) -> String {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let number = text[..start].matches('\n').count() + 1;
    let column = text[start..at].chars().count() + 1;
    let margin = " ".repeat(number.to_string().len());
    let blank: String = text[start..at]
        .chars()
        .map(|c| if c == '\t' { "\t".to_owned() } else { " ".repeat(c.to_string().width()) })
        .collect();
    let word = word(&line[(at - start).min(line.len())..]);
    let carets = "^".repeat(word.width().max(1));
    format!(
        "\n{margin}--> {name}:{number}:{column}\n{margin} |\n{number} | {line}\n{margin} | {blank}{carets}"
    )
}

/// The word, number or quoted text that something begins with, or its first character.
fn word(text: &str) -> &str {
    let mut characters = text.char_indices();
    let Some((_, first)) = characters.next() else { return "" };
    let end = match first {
        '"' | '\'' => characters.find(|(_, c)| *c == first).map(|(at, c)| at + c.len_utf8()),
        c if c.is_alphanumeric() || c == '_' => characters
            .find(|(_, c)| !(c.is_alphanumeric() || *c == '_'))
            .map(|(at, _)| at)
            .or(Some(text.len())),
        c => Some(c.len_utf8()),
    };
    &text[..end.unwrap_or(text.len())]
}

/// A literal of no type yet.
fn literal(value: Option<&str>) -> String {
    match value {
        None => "NULL".to_owned(),
        Some(value) => format!("E'{}'", value.replace('\\', "\\\\").replace('\'', "''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_pointed_at() {
        let text = "SELECT 1;\nSELECT '日本', titel FROM todo";
        let at = text.find("titel").unwrap_or_default();
        assert_eq!(
            pointed("SQL", text, at),
            "\n --> SQL:2:14\n  |\n2 | SELECT '日本', titel FROM todo\n  |                ^^^^^"
        );
        assert!(pointed("SQL", "SELECT", 6).ends_with("1 | SELECT\n  |       ^"));
    }

    #[test]
    fn a_value_stays_a_value() {
        assert_eq!(literal(Some("it's \\ ok")), "E'it''s \\\\ ok'");
        assert_eq!(literal(None), "NULL");
    }
}
