//! Characters to tokens, by the rules of PostgreSQL's `scan.l` (manual 4.1), for one statement.

use super::mistake::{Mistake, Result, Span};
use crate::name::clip;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tok {
    /// An unquoted word, folded to lower case.
    Word(String),
    /// A name in double quotes.
    Quoted(String),
    /// A string of any kind, by its value.
    Str(String),
    /// `B'..'` and `X'..'`.
    Bits,
    /// A number of digits alone.
    Integer(String),
    /// Another number.
    Decimal,
    /// `$1`.
    Param(usize),
    /// An operator.
    Op(String),
    /// One of `( ) [ ] , ; . :`.
    Sym(char),
    /// `::`.
    Cast,
    /// `:=`.
    Assign,
    /// The end of the text.
    End,
}

/// A token and its place.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) tok: Tok,
    pub(crate) span: Span,
}

/// All tokens of a statement, with [`Tok::End`] behind them.
pub(crate) fn lex(text: &str) -> Result<Vec<Token>> {
    let mut lexer = Lexer { text, bytes: text.as_bytes(), at: 0 };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_space()?;
        let start = lexer.at;
        let tok = lexer.next()?;
        let is_end = tok == Tok::End;
        tokens.push(Token { tok, span: Span { start, end: lexer.at } });
        if is_end {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

const OPERATOR: &[u8] = b"+-*/<>=~!@#%^&|`?";

fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn is_word(byte: u8) -> bool {
    is_word_start(byte) || byte.is_ascii_digit() || byte == b'$'
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn error(&self, start: usize, what: &str) -> Mistake {
        Mistake::new(Span { start, end: (start + 1).min(self.text.len()) }, what)
    }

    fn skip_space(&mut self) -> Result<()> {
        loop {
            match self.peek(0) {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => self.at += 1,
                b'-' if self.peek(1) == b'-' => {
                    self.at = self.text[self.at..].find('\n').map_or(self.text.len(), |n| self.at + n);
                }
                b'/' if self.peek(1) == b'*' => self.block_comment()?,
                _ => return Ok(()),
            }
        }
    }

    fn block_comment(&mut self) -> Result<()> {
        let start = self.at;
        let mut depth = 0_usize;
        while self.at < self.bytes.len() {
            match (self.peek(0), self.peek(1)) {
                (b'/', b'*') => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                _ => self.at += 1,
            }
        }
        Err(self.error(start, "this comment has no `*/`"))
    }

    fn next(&mut self) -> Result<Tok> {
        let first = self.peek(0);
        if self.at >= self.bytes.len() {
            return Ok(Tok::End);
        }
        let quote_next = self.peek(1) == b'\'';
        match first {
            b'e' | b'E' if quote_next => self.string(1, true).map(|s| Tok::Str(unescape(&s))),
            b'n' | b'N' if quote_next => self.string(1, false).map(Tok::Str),
            b'b' | b'B' | b'x' | b'X' if quote_next => self.string(1, false).map(|_| Tok::Bits),
            b'u' | b'U' if self.peek(1) == b'&' && self.peek(2) == b'\'' => {
                self.string(2, false).map(Tok::Str)
            }
            b'\'' => self.string(0, false).map(Tok::Str),
            b'"' => self.quoted(),
            b'$' if self.peek(1).is_ascii_digit() => Ok(self.param()),
            b'$' => self.dollar(),
            b'0'..=b'9' => Ok(self.number()),
            b'.' if self.peek(1).is_ascii_digit() => Ok(self.number()),
            b'(' | b')' | b'[' | b']' | b',' | b';' | b'.' => {
                self.at += 1;
                Ok(Tok::Sym(char::from(first)))
            }
            b':' => Ok(self.colon()),
            _ if is_word_start(first) => Ok(self.word()),
            _ if OPERATOR.contains(&first) => Ok(self.operator()),
            _ => Err(self.error(self.at, "this character has no meaning here")),
        }
    }

    fn colon(&mut self) -> Tok {
        match self.peek(1) {
            b':' => {
                self.at += 2;
                Tok::Cast
            }
            b'=' => {
                self.at += 2;
                Tok::Assign
            }
            _ => {
                self.at += 1;
                Tok::Sym(':')
            }
        }
    }

    fn word(&mut self) -> Tok {
        let start = self.at;
        while is_word(self.peek(0)) {
            self.at += 1;
        }
        Tok::Word(clip(&self.text[start..self.at].to_ascii_lowercase()).to_owned())
    }

    /// A string behind a prefix of so many bytes.
    fn string(&mut self, prefix: usize, backslash: bool) -> Result<String> {
        let start = self.at;
        self.at += prefix + 1;
        let mut value = String::new();
        loop {
            let from = self.at;
            while self.at < self.bytes.len() && self.peek(0) != b'\'' {
                self.at +=
                    if backslash && self.peek(0) == b'\\' && self.at + 1 < self.bytes.len() { 2 } else { 1 };
            }
            value.push_str(self.text.get(from..self.at).unwrap_or_default());
            if self.at >= self.bytes.len() {
                return Err(self.error(start, "this string has no end"));
            }
            self.at += 1;
            if self.peek(0) != b'\'' {
                return Ok(value);
            }
            value.push('\'');
            self.at += 1;
        }
    }

    fn quoted(&mut self) -> Result<Tok> {
        let start = self.at;
        self.at += 1;
        let mut name = String::new();
        loop {
            let Some(length) = self.text[self.at..].find('"') else {
                return Err(self.error(start, "this quoted name has no end"));
            };
            name.push_str(&self.text[self.at..self.at + length]);
            self.at += length + 1;
            if self.peek(0) != b'"' {
                return Ok(Tok::Quoted(clip(&name).to_owned()));
            }
            name.push('"');
            self.at += 1;
        }
    }

    fn param(&mut self) -> Tok {
        let start = self.at + 1;
        self.at = start;
        while self.peek(0).is_ascii_digit() {
            self.at += 1;
        }
        Tok::Param(self.text[start..self.at].parse().unwrap_or(0))
    }

    fn dollar(&mut self) -> Result<Tok> {
        let start = self.at;
        let rest = &self.text[start + 1..];
        let tag =
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').filter(|at| rest[*at..].starts_with('$'));
        let Some(tag) = tag.map(|at| &self.text[start..=start + 1 + at]) else {
            return Err(self.error(start, "this `$` starts neither a parameter nor a string"));
        };
        let body = start + tag.len();
        let Some(length) = self.text[body..].find(tag) else {
            return Err(self.error(start, "this string has no end"));
        };
        self.at = body + length + tag.len();
        Ok(Tok::Str(self.text[body..body + length].to_owned()))
    }

    fn number(&mut self) -> Tok {
        let start = self.at;
        if self.peek(0) == b'0' && matches!(self.peek(1), b'x' | b'X' | b'o' | b'O' | b'b' | b'B') {
            let radix = match self.peek(1).to_ascii_lowercase() {
                b'x' => 16,
                b'o' => 8,
                _ => 2,
            };
            self.at += 2;
            while self.peek(0).is_ascii_alphanumeric() || self.peek(0) == b'_' {
                self.at += 1;
            }
            let digits = self.text[start + 2..self.at].replace('_', "");
            return Tok::Integer(
                u128::from_str_radix(&digits, radix).map_or("0".to_owned(), |n| n.to_string()),
            );
        }
        let mut is_integer = true;
        let digits = |lexer: &mut Self| {
            while lexer.peek(0).is_ascii_digit() || (lexer.peek(0) == b'_' && lexer.peek(1).is_ascii_digit())
            {
                lexer.at += 1;
            }
        };
        digits(self);
        if self.peek(0) == b'.' && self.peek(1) != b'.' {
            is_integer = false;
            self.at += 1;
            digits(self);
        }
        let sign = usize::from(matches!(self.peek(1), b'+' | b'-'));
        if matches!(self.peek(0), b'e' | b'E') && self.peek(1 + sign).is_ascii_digit() {
            is_integer = false;
            self.at += 1 + sign;
            digits(self);
        }
        if is_integer { Tok::Integer(self.text[start..self.at].replace('_', "")) } else { Tok::Decimal }
    }

    /// The longest run of operator characters, without a comment's start, and without a `+` or `-` at its end unless it has a
    /// character that only operators have (manual 4.1.3).
    fn operator(&mut self) -> Tok {
        let start = self.at;
        let mut end = start;
        while end < self.bytes.len() && OPERATOR.contains(&self.bytes[end]) {
            let next = self.bytes.get(end + 1).copied().unwrap_or(0);
            if end > start && matches!((self.bytes[end], next), (b'-', b'-') | (b'/', b'*')) {
                break;
            }
            end += 1;
        }
        let special = |run: &[u8]| run.iter().any(|byte| b"~!@#%^&|`?".contains(byte));
        while end > start + 1
            && matches!(self.bytes[end - 1], b'+' | b'-')
            && !special(&self.bytes[start..end - 1])
        {
            end -= 1;
        }
        self.at = end;
        let text = &self.text[start..end];
        Tok::Op(if text == "!=" { "<>".to_owned() } else { text.to_owned() })
    }
}

/// What a backslash stands for in `E'..'`: only what decides about a value that we look at.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}
