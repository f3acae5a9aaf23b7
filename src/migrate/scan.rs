//! SQL text to tokens, as far as finding the ends of statements needs it.
//!
//! Follows `src/fe_utils/psqlscan.l` of PostgreSQL with `standard_conforming_strings` on. It never fails on a statement that
//! the server knows and this program does not: what is no quote, comment or word is a symbol.

use std::ops::Range;

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// Bytes in the text.
    pub(super) span: Range<usize>,
}

/// What a [`Token`] is. White space is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// An unquoted word, folded to lower case: keyword, name or number.
    Word(String),
    /// A quoted identifier, without its quotes.
    Quoted(String),
    /// A string, in any of its forms.
    Text,
    /// `-- ...`, without the dashes, trimmed.
    Remark(String),
    /// `/* ... */`.
    Block,
    /// Any other character.
    Symbol(char),
}

/// Something is opened and never closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unclosed {
    /// Where it is opened, in bytes.
    pub(super) at: usize,
    /// What it is.
    pub(super) what: &'static str,
}

/// Reads a text token by token.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// Starts at the beginning.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next token, or `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token>, Unclosed> {
        // A byte order mark is white space as well.
        self.skip(|c| c.is_whitespace() || c == '\u{feff}');
        let start = self.at;
        let Some(c) = self.rest().chars().next() else { return Ok(None) };
        let kind = match c {
            '-' if self.rest().starts_with("--") => self.remark(),
            '/' if self.rest().starts_with("/*") => self.block()?,
            '\'' => self.string(false)?,
            '"' => self.identifier()?,
            '$' => self.dollar()?,
            c if is_word_start(c) || c.is_ascii_digit() => self.word()?,
            c => {
                self.at += c.len_utf8();
                TokenKind::Symbol(c)
            }
        };
        Ok(Some(Token { kind, span: start..self.at }))
    }

    /// Goes on after the end of the line.
    pub(super) fn skip_line(&mut self) {
        self.skip(|c| c != '\n');
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip(&mut self, accept: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !accept(c)).unwrap_or(rest.len());
    }

    fn remark(&mut self) -> TokenKind {
        let rest = self.rest();
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        self.at += line.len();
        TokenKind::Remark(line[2..].trim().to_owned())
    }

    /// Block comments nest in PostgreSQL.
    fn block(&mut self) -> Result<TokenKind, Unclosed> {
        let start = self.at;
        let mut depth = 0;
        while let Some(found) = self.rest().find(['/', '*']) {
            self.at += found;
            match self.rest().get(..2) {
                Some("/*") => depth += 1,
                Some("*/") => depth -= 1,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            self.at += 2;
            if depth == 0 {
                return Ok(TokenKind::Block);
            }
        }
        Err(Unclosed { at: start, what: "comment" })
    }

    /// From the opening quote on. A doubled quote needs no care: it ends one string and begins the next.
    fn string(&mut self, escapes: bool) -> Result<TokenKind, Unclosed> {
        let start = self.at;
        self.at += 1;
        while let Some(found) = self.rest().find(['\'', '\\']) {
            self.at += found + 1;
            if self.text.as_bytes()[self.at - 1] == b'\'' {
                return Ok(TokenKind::Text);
            }
            if escapes {
                self.at += self.rest().chars().next().map_or(0, char::len_utf8);
            }
        }
        Err(Unclosed { at: start, what: "string" })
    }

    fn identifier(&mut self) -> Result<TokenKind, Unclosed> {
        let start = self.at;
        let mut name = String::new();
        self.at += 1;
        while let Some(found) = self.rest().find('"') {
            name.push_str(&self.rest()[..found]);
            self.at += found + 1;
            if !self.rest().starts_with('"') {
                return Ok(TokenKind::Quoted(name));
            }
            name.push('"');
            self.at += 1;
        }
        Err(Unclosed { at: start, what: "quoted identifier" })
    }

    /// `$tag$ ... $tag$`, or a symbol such as the `$` of `$1`.
    fn dollar(&mut self) -> Result<TokenKind, Unclosed> {
        let start = self.at;
        let rest = &self.rest()[1..];
        let tag = &rest[..rest.find(|c| !is_word(c) || c == '$').unwrap_or(rest.len())];
        let opens = rest[tag.len()..].starts_with('$') && !tag.starts_with(|c: char| c.is_ascii_digit());
        if !opens {
            self.at += 1;
            return Ok(TokenKind::Symbol('$'));
        }
        let quote = &self.rest()[..tag.len() + 2];
        self.at += quote.len();
        match self.rest().find(quote) {
            Some(found) => {
                self.at += found + quote.len();
                Ok(TokenKind::Text)
            }
            None => Err(Unclosed { at: start, what: "dollar-quoted string" }),
        }
    }

    /// A word, or a string with a prefix: `E'..'` has backslash escapes; `B`, `X`, `N` and `U&` have none.
    fn word(&mut self) -> Result<TokenKind, Unclosed> {
        let start = self.at;
        self.skip(is_word);
        let word = &self.text[start..self.at];
        if self.rest().starts_with('\'') && word.len() == 1 {
            return self.string(word.eq_ignore_ascii_case("e"));
        }
        Ok(TokenKind::Word(word.to_lowercase()))
    }
}

fn is_word_start(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || !c.is_ascii()
}

fn is_word(c: char) -> bool {
    is_word_start(c) || c.is_ascii_digit() || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(text: &str) -> Vec<&str> {
        let mut scanner = Scanner::new(text);
        let mut all = Vec::new();
        while let Some(token) = scanner.next().expect("everything is closed") {
            all.push(&text[token.span]);
        }
        all
    }

    #[test]
    fn quotes_comments_and_dollar_quotes_are_one_token_each() {
        assert_eq!(spans("a 'b;''c' \"d\"\"e\""), ["a", "'b;'", "'c'", "\"d\"\"e\""]);
        assert_eq!(spans(r"E'a\'b' 'a\' n'x'"), [r"E'a\'b'", r"'a\'", "n'x'"]);
        assert_eq!(spans("$$a;$b$ ; $$ $x$ $$ $x$"), ["$$a;$b$ ; $$", "$x$ $$ $x$"]);
        assert_eq!(spans("/* a /* b */ ; */ x -- y ;\nz"), ["/* a /* b */ ; */", "x", "-- y ;", "z"]);
        assert_eq!(spans("$1 a$b$c é"), ["$", "1", "a$b$c", "é"]);
    }

    #[test]
    fn what_is_never_closed_is_reported_where_it_opens() {
        for (text, what) in [
            ("a 'b", "string"),
            ("a /* b", "comment"),
            ("a $x$ b $$", "dollar-quoted string"),
            ("a \"b", "quoted identifier"),
        ] {
            let mut scanner = Scanner::new(text);
            assert!(scanner.next().is_ok());
            assert_eq!(scanner.next(), Err(Unclosed { at: 2, what }));
        }
    }
}
