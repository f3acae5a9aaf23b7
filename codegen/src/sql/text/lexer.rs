//! Tokens, by the rules of PostgreSQL's `scan.l` (manual 4.1).
//!
//! psql's own lines (`\connect`, `\restrict`) and the rows after `COPY .. FROM stdin;` are left out, as psql does
//! before a server sees the text.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sql) enum Kind {
    /// An unquoted word: a keyword or a name.
    Word,
    /// A name in double quotes, also `U&".."`.
    Quoted,
    /// A string in single quotes with its prefix: `'..'`, `E'..'`, `B'..'`, `X'..'`, `N'..'`, `U&'..'`.
    String,
    /// A dollar-quoted string.
    Dollar,
    /// A number without sign.
    Number,
    /// `$1`.
    Parameter,
    /// An operator, of one or more characters.
    Operator,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `[`.
    OpenBracket,
    /// `]`.
    CloseBracket,
    /// `,`.
    Comma,
    /// `;`.
    Semicolon,
    /// `.`.
    Dot,
    /// `:` or `:=`.
    Colon,
    /// `::`.
    Cast,
    /// A character that starts no token.
    Stray,
}

/// A token: its kind and its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sql) struct Token {
    /// What it is.
    pub(in crate::sql) kind: Kind,
    /// Where it starts.
    pub(in crate::sql) start: usize,
    /// Where it ends.
    pub(in crate::sql) end: usize,
}

/// A `--` comment, with its dashes. Block comments say nothing to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sql) struct Comment {
    /// Its bytes, without the line's end.
    pub(in crate::sql) span: Range<usize>,
    /// Whether nothing but white space stands before it on its line.
    pub(in crate::sql) own_line: bool,
}

/// The text as tokens.
#[derive(Default)]
pub(in crate::sql) struct Lexed {
    /// The tokens, in order.
    pub(in crate::sql) tokens: Vec<Token>,
    /// The line comments, in order.
    pub(in crate::sql) comments: Vec<Comment>,
    /// The token that has no end, with what it is; it is the last one and runs to the end of the text.
    pub(in crate::sql) unterminated: Option<(Range<usize>, &'static str)>,
}

/// All tokens of a text.
pub(in crate::sql) fn lex(text: &str) -> Lexed {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    lex_range(text, start..text.len())
}

/// The tokens of a part of a text; spans count from the start of the whole.
pub(in crate::sql) fn lex_range(text: &str, range: Range<usize>) -> Lexed {
    let mut lexer = Lexer {
        bytes: &text.as_bytes()[..range.end],
        text,
        at: range.start,
        statement: 0,
        out: Lexed::default(),
    };
    lexer.out.tokens.reserve(range.len() / 6);
    lexer.run();
    lexer.out
}

struct Lexer<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
    /// Index of the first token of the current statement.
    statement: usize,
    out: Lexed,
}

impl Lexer<'_> {
    fn run(&mut self) {
        while self.at < self.bytes.len() && self.out.unterminated.is_none() {
            self.step();
        }
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn step(&mut self) {
        match self.peek(0) {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => self.at += 1,
            b'-' if self.peek(1) == b'-' => self.line_comment(),
            b'/' if self.peek(1) == b'*' => self.block_comment(),
            b'\'' => self.string(0, false),
            b'e' | b'E' if self.peek(1) == b'\'' => self.string(1, true),
            b'b' | b'B' | b'x' | b'X' | b'n' | b'N' if self.peek(1) == b'\'' => self.string(1, false),
            b'u' | b'U' if self.peek(1) == b'&' && self.peek(2) == b'\'' => self.string(2, false),
            b'u' | b'U' if self.peek(1) == b'&' && self.peek(2) == b'"' => self.quoted(2),
            b'"' => self.quoted(0),
            b'$' => self.dollar(),
            b'0'..=b'9' => self.number(),
            b'.' if self.peek(1).is_ascii_digit() => self.number(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word(),
            b':' if self.peek(1) == b':' => self.push(Kind::Cast, 2),
            b':' if self.peek(1) == b'=' => self.push(Kind::Colon, 2),
            b':' => self.push(Kind::Colon, 1),
            b'(' => self.push(Kind::Open, 1),
            b')' => self.push(Kind::Close, 1),
            b'[' => self.push(Kind::OpenBracket, 1),
            b']' => self.push(Kind::CloseBracket, 1),
            b',' => self.push(Kind::Comma, 1),
            b'.' => self.push(Kind::Dot, 1),
            b';' => self.semicolon(),
            b'\\' if self.at_line_start() => self.at = self.line_end(self.at),
            byte if is_operator(byte) => self.operator(),
            _ => self.push(Kind::Stray, 1),
        }
    }

    fn push(&mut self, kind: Kind, length: usize) {
        self.out.tokens.push(Token { kind, start: self.at, end: self.at + length });
        self.at += length;
    }

    fn unterminated(&mut self, what: &'static str) {
        self.out.unterminated = Some((self.at..self.bytes.len(), what));
        self.at = self.bytes.len();
    }

    fn line_end(&self, from: usize) -> usize {
        self.bytes[from..].iter().position(|b| *b == b'\n').map_or(self.bytes.len(), |n| from + n)
    }

    fn at_line_start(&self) -> bool {
        let before = self.bytes[..self.at].iter().rev();
        before.copied().find(|b| !matches!(b, b' ' | b'\t')).is_none_or(|b| b == b'\n')
    }

    fn line_comment(&mut self) {
        let mut end = self.line_end(self.at);
        let next = end;
        if end > self.at && self.bytes[end - 1] == b'\r' {
            end -= 1;
        }
        self.out.comments.push(Comment { span: self.at..end, own_line: self.at_line_start() });
        self.at = next;
    }

    /// Block comments nest.
    fn block_comment(&mut self) {
        let mut depth = 0usize;
        let mut at = self.at;
        loop {
            match self.bytes.get(at..at + 2) {
                Some(b"/*") => (depth, at) = (depth + 1, at + 2),
                Some(b"*/") => (depth, at) = (depth - 1, at + 2),
                Some(_) => at += 1,
                None => return self.unterminated("comment"),
            }
            if depth == 0 {
                self.at = at;
                return;
            }
        }
    }

    fn string(&mut self, prefix: usize, escapes: bool) {
        let mut at = self.at + prefix + 1;
        loop {
            match self.bytes.get(at) {
                Some(b'\\') if escapes => at += 2,
                Some(b'\'') if self.bytes.get(at + 1) == Some(&b'\'') => at += 2,
                Some(b'\'') => return self.push(Kind::String, at + 1 - self.at),
                Some(_) => at += 1,
                None => return self.unterminated("string"),
            }
        }
    }

    fn quoted(&mut self, prefix: usize) {
        let mut at = self.at + prefix + 1;
        loop {
            match self.bytes.get(at) {
                Some(b'"') if self.bytes.get(at + 1) == Some(&b'"') => at += 2,
                Some(b'"') => return self.push(Kind::Quoted, at + 1 - self.at),
                Some(_) => at += 1,
                None => return self.unterminated("quoted name"),
            }
        }
    }

    /// `$tag$ .. $tag$`, or `$1`, or a stray `$`.
    fn dollar(&mut self) {
        let digits = self.bytes[self.at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits > 0 {
            return self.push(Kind::Parameter, 1 + digits);
        }
        let tag = self.bytes[self.at + 1..].iter().take_while(|b| is_word(**b) && **b != b'$').count();
        if self.peek(1 + tag) != b'$' {
            return self.push(Kind::Stray, 1);
        }
        let length = tag + 2;
        let open = &self.text[self.at..self.at + length];
        match self.text[self.at + length..self.bytes.len()].find(open) {
            Some(body) => self.push(Kind::Dollar, length + body + length),
            None => self.unterminated("dollar-quoted string"),
        }
    }

    fn number(&mut self) {
        let bytes = &self.bytes[self.at..];
        let digits =
            |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit() || **b == b'_').count();
        if bytes[0] == b'0' && matches!(self.peek(1), b'x' | b'X' | b'o' | b'O' | b'b' | b'B') {
            let length = bytes[2..].iter().take_while(|b| b.is_ascii_hexdigit() || **b == b'_').count();
            if length > 0 {
                return self.push(Kind::Number, 2 + length);
            }
        }
        let mut length = digits(0);
        if bytes.get(length) == Some(&b'.') && bytes.get(length + 1) != Some(&b'.') {
            length += 1;
            length += digits(length);
        }
        if matches!(bytes.get(length), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
            if bytes.get(length + 1 + sign).is_some_and(u8::is_ascii_digit) {
                length += 1 + sign;
                length += digits(length);
            }
        }
        self.push(Kind::Number, length);
    }

    fn word(&mut self) {
        let length = self.bytes[self.at..].iter().take_while(|b| is_word(**b)).count();
        self.push(Kind::Word, length);
    }

    /// The longest run of operator characters that starts no comment; it may end in `+` or `-` only when it
    /// holds a character that SQL operators do not have.
    fn operator(&mut self) {
        let run = self.bytes[self.at..].iter().take_while(|b| is_operator(**b)).count();
        let bytes = &self.bytes[self.at..self.at + run];
        let comment = bytes.windows(2).position(|pair| pair == b"--" || pair == b"/*");
        let mut length = comment.unwrap_or(run).max(1);
        let special = bytes[..length].iter().any(|b| b"~!@#%^&|`?".contains(b));
        while length > 1 && !special && matches!(bytes[length - 1], b'+' | b'-') {
            length -= 1;
        }
        self.push(Kind::Operator, length);
    }

    fn semicolon(&mut self) {
        self.push(Kind::Semicolon, 1);
        let statement = &self.out.tokens[self.statement..];
        let word = |token: &Token, word: &str| {
            token.kind == Kind::Word && self.text[token.start..token.end].eq_ignore_ascii_case(word)
        };
        let copies = statement.first().is_some_and(|first| word(first, "copy"))
            && statement.windows(2).any(|pair| word(&pair[0], "from") && word(&pair[1], "stdin"));
        self.statement = self.out.tokens.len();
        if copies {
            self.copy_data();
        }
    }

    /// The rows of `COPY .. FROM stdin;`: every line up to `\.`.
    fn copy_data(&mut self) {
        self.at = self.line_end(self.at);
        while self.at < self.bytes.len() {
            let start = self.at + 1;
            let end = self.line_end(start.min(self.bytes.len()));
            self.at = end;
            if self.text.get(start..end).is_some_and(|line| line.trim_end_matches('\r') == "\\.") {
                return;
            }
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..)
}

fn is_operator(byte: u8) -> bool {
    b"+-*/<>=~!@#%^&|`?".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        lex(text).tokens.iter().map(|t| &text[t.start..t.end]).collect()
    }

    #[test]
    fn operators_end_where_postgres_ends_them() {
        assert_eq!(texts("a<#>b"), ["a", "<#>", "b"]);
        assert_eq!(texts("a=-1"), ["a", "=", "-", "1"]);
        assert_eq!(texts("a||-1"), ["a", "||-", "1"]);
        assert_eq!(texts("a|>b@@@c"), ["a", "|>", "b", "@@@", "c"]);
        assert_eq!(texts("a+--x\nb+/*y*/c"), ["a", "+", "b", "+", "c"]);
        assert_eq!(texts("a::int[1:2]"), ["a", "::", "int", "[", "1", ":", "2", "]"]);
    }

    #[test]
    fn literals_keep_their_bytes() {
        assert_eq!(texts(r"E'a\'b' 'it''s' $t$ ; $$ $t$"), [r"E'a\'b'", "'it''s'", "$t$ ; $$ $t$"]);
        assert_eq!(
            texts("1.5e-3 .5 1_000 0xFF 1. a$b $1"),
            ["1.5e-3", ".5", "1_000", "0xFF", "1.", "a$b", "$1"]
        );
        assert_eq!(texts("\"a\"\"b\" U&\"x\" x'1F' é"), ["\"a\"\"b\"", "U&\"x\"", "x'1F'", "é"]);
    }

    #[test]
    fn comments_nest_and_psql_lines_and_copied_rows_are_left_out() {
        assert_eq!(
            texts("a /* b /* c */ d */ e; -- f\n\\restrict x'\nCOPY t (a) FROM stdin;\n1\t'\n\\.\nz"),
            ["a", "e", ";", "COPY", "t", "(", "a", ")", "FROM", "stdin", ";", "z"]
        );
    }

    #[test]
    fn what_has_no_end_is_said() {
        for (text, what) in [
            ("a 'b", "string"),
            ("\"x", "quoted name"),
            ("$$x$", "dollar-quoted string"),
            ("/* /* */", "comment"),
            ("E'\\", "string"),
        ] {
            assert_eq!(lex(text).unterminated.map(|(_, what)| what), Some(what), "{text}");
        }
    }
}
