//! The text of a migration to statements, and which of them share a transaction.

use std::fmt;
use std::ops::Range;

use super::kind::Kind;
use super::scan::{Scanner, Token, TokenKind, Unclosed};

/// One statement of a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// Its bytes in the text, without the semicolon.
    pub(super) span: Range<usize>,
    /// What it needs of the runner.
    pub(super) kind: Kind,
    /// Statements of one batch share a transaction.
    pub(super) batch: usize,
    /// It changes settings of the session.
    pub(super) setting: bool,
}

/// The text cannot be taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SplitError {
    /// Where, in bytes.
    pub(super) at: usize,
    message: String,
}

impl fmt::Display for SplitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl From<Unclosed> for SplitError {
    fn from(unclosed: Unclosed) -> Self {
        Self { at: unclosed.at, message: format!("this {} is never closed", unclosed.what) }
    }
}

/// Takes a text apart.
pub(super) fn split(text: &str) -> Result<Vec<Statement>, SplitError> {
    let mut splitter = Splitter::default();
    let mut scanner = Scanner::new(text);
    while let Some(token) = scanner.next()? {
        match token.kind {
            TokenKind::Symbol('\\') if splitter.tokens.is_empty() => {
                psql(text, token.span.start)?;
                scanner.skip_line();
            }
            _ => splitter.token(token)?,
        }
    }
    splitter.end()?;
    Ok(splitter.statements)
}

/// `pg_dump` frames its output with `\restrict` and `\unrestrict`; other psql commands mean something.
fn psql(text: &str, at: usize) -> Result<(), SplitError> {
    let line = &text[at..];
    if line.starts_with("\\restrict") || line.starts_with("\\unrestrict") {
        return Ok(());
    }
    let message = "this is a command of psql, not a statement; a migration may hold statements only";
    Err(SplitError { at, message: message.to_owned() })
}

#[derive(Default)]
struct Splitter {
    statements: Vec<Statement>,
    /// The tokens of the statement that is being read, without comments.
    tokens: Vec<Token>,
    batch: usize,
    /// Parentheses that are open.
    parentheses: usize,
    /// `BEGIN ATOMIC` and `CASE` blocks that are open in the body of a function.
    blocks: usize,
    /// `-- @no-transaction` stands above.
    alone: bool,
}

impl Splitter {
    fn token(&mut self, token: Token) -> Result<(), SplitError> {
        match &token.kind {
            TokenKind::Block => {}
            TokenKind::Remark(remark) => self.remark(remark, token.span.start)?,
            TokenKind::Symbol(';') if self.parentheses == 0 && self.blocks == 0 => self.finish()?,
            TokenKind::Symbol(c) => {
                match c {
                    '(' => self.parentheses += 1,
                    ')' => self.parentheses = self.parentheses.saturating_sub(1),
                    _ => {}
                }
                self.tokens.push(token);
            }
            TokenKind::Word(word) => {
                self.block(word);
                self.tokens.push(token);
            }
            TokenKind::Quoted(_) | TokenKind::Text => self.tokens.push(token),
        }
        Ok(())
    }

    /// `-- @commit` ends a transaction, `-- @no-transaction` marks the next statement.
    fn remark(&mut self, remark: &str, at: usize) -> Result<(), SplitError> {
        match remark {
            "@commit" if !self.tokens.is_empty() => Err(SplitError {
                at,
                message: "`-- @commit` stands inside a statement; is a `;` missing before it?".to_owned(),
            }),
            "@commit" => {
                self.batch += 1;
                Ok(())
            }
            "@no-transaction" => {
                self.alone = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Semicolons inside the `BEGIN ATOMIC` body of a function end nothing (psqlscan.l counts in the same way).
    fn block(&mut self, word: &str) {
        let is_routine = || {
            let mut words = self.tokens.iter().filter_map(|t| match &t.kind {
                TokenKind::Word(word) => Some(word.as_str()),
                _ => None,
            });
            words.next() == Some("create")
                && words.take(3).any(|word| matches!(word, "function" | "procedure"))
        };
        match word {
            "begin" if self.parentheses == 0 && (self.blocks > 0 || is_routine()) => self.blocks += 1,
            "case" if self.blocks > 0 => self.blocks += 1,
            "end" => self.blocks = self.blocks.saturating_sub(1),
            _ => {}
        }
    }

    fn finish(&mut self) -> Result<(), SplitError> {
        let tokens = std::mem::take(&mut self.tokens);
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Ok(()) };
        let span = first.span.start..last.span.end;
        let kind = match Kind::of(&tokens) {
            Kind::Begin => return Ok(()),
            Kind::Commit => {
                self.batch += 1;
                return Ok(());
            }
            Kind::Refused(why) => return Err(SplitError { at: span.start, message: why.to_owned() }),
            other if std::mem::take(&mut self.alone) => other.outside(),
            other => other,
        };
        let setting = Kind::is_setting(&tokens);
        self.statements.push(Statement { span, kind, batch: self.batch, setting });
        Ok(())
    }

    fn end(&mut self) -> Result<(), SplitError> {
        let opened = self.tokens.first().map(|t| t.span.start);
        match opened {
            Some(at) if self.parentheses > 0 => {
                Err(SplitError { at, message: "a `(` in this statement is never closed".to_owned() })
            }
            Some(at) if self.blocks > 0 => Err(SplitError {
                at,
                message: "the `BEGIN ATOMIC` of this statement has no `END`".to_owned(),
            }),
            _ => self.finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(text: &str) -> Vec<(&str, usize)> {
        split(text).expect("a good text").into_iter().map(|s| (&text[s.span], s.batch)).collect()
    }

    #[test]
    fn statements_end_at_semicolons_that_are_outside_of_everything() {
        assert_eq!(
            statements(
                "-- a;\nSELECT ';' /* ; */;;\n  SELECT $$;$$ ; CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)"
            ),
            [
                ("SELECT ';'", 0),
                ("SELECT $$;$$", 0),
                ("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", 0)
            ]
        );
        assert_eq!(statements(" -- nothing\n;\n"), []);
        assert_eq!(statements("\u{feff}SELECT 1;"), [("SELECT 1", 0)]);
    }

    #[test]
    fn the_body_of_an_sql_function_is_part_of_it() {
        let function = "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN a > 0 THEN 1 \
                        ELSE 2 END; SELECT 3; END";
        assert_eq!(statements(&format!("{function}; SELECT 1")), [(function, 0), ("SELECT 1", 0)]);
    }

    #[test]
    fn commit_lines_and_commit_statements_separate_batches() {
        let text = "BEGIN; SELECT 1; COMMIT; SELECT 2;\n-- @commit\nSELECT 3;";
        assert_eq!(statements(text), [("SELECT 1", 0), ("SELECT 2", 1), ("SELECT 3", 2)]);
    }

    #[test]
    fn a_mark_takes_the_next_statement_out_of_the_transaction() {
        let all = split("SELECT 1; -- @no-transaction\nCALL a(); CALL b();").expect("a good text");
        let outside: Vec<bool> = all.iter().map(|s| s.kind.is_outside()).collect();
        assert_eq!(outside, [false, true, false]);
    }

    #[test]
    fn what_sets_something_for_the_session_is_known() {
        let text = "SET search_path = a; SET LOCAL b = 1; SELECT pg_catalog.set_config('c', '', false); RESET ROLE; SELECT 1";
        let all = split(text).expect("a good text");
        let settings: Vec<bool> = all.iter().map(|s| s.setting).collect();
        assert_eq!(settings, [true, false, true, true, false]);
    }

    #[test]
    fn what_cannot_run_is_refused_at_its_place() {
        let refused = |text: &str| split(text).expect_err("a bad text");
        assert_eq!(refused("SELECT 1;\n\\d todo\n").at, 10);
        assert_eq!(refused("SELECT 1; ROLLBACK;").at, 10);
        assert_eq!(
            refused("SELECT 1\n-- @commit\n;").to_string(),
            "`-- @commit` stands inside a statement; is a `;` missing before it?"
        );
        assert_eq!(refused("SELECT (1;").to_string(), "a `(` in this statement is never closed");
        assert_eq!(refused("COPY t FROM stdin;").at, 0);
        assert_eq!(statements("\\restrict abc'def\nSELECT 1;\n"), [("SELECT 1", 0)]);
    }
}
