//! Characters to statements: tokens with byte spans, comments beside them, and where each statement ends.
//!
//! Knows the lexical rules of PostgreSQL and nothing of its grammar; never fails, but says what it could not read.

mod lexer;
mod split;
mod words;

pub(super) use lexer::{Comment, Kind, Lexed, Token, lex, lex_range};
pub(super) use split::{Statement, split};
pub(crate) use words::keeps_quotes;
pub(super) use words::{is_plain_identifier, is_reserved};

/// An unquoted word as PostgreSQL stores it: ASCII letters in lower case, cut to 63 bytes.
pub(super) fn fold_word(word: &str) -> String {
    crate::model::clip(&word.to_ascii_lowercase()).to_owned()
}

/// The name inside a quoted identifier (`"a""b"` is `a"b`), cut to 63 bytes. `U&".."` has its escapes resolved.
pub(super) fn unquote_name(token: &str) -> String {
    let (unicode, quoted) = match token.strip_prefix(['u', 'U']).and_then(|t| t.strip_prefix('&')) {
        Some(rest) => (true, rest),
        None => (false, token),
    };
    let inner = quoted.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(quoted);
    let name = inner.replace("\"\"", "\"");
    let name = if unicode { unicode_escapes(&name) } else { name };
    crate::model::clip(&name).to_owned()
}

/// The value of a string literal of any kind (`'..'`, `E'..'`, `U&'..'`, `$tag$..$tag$`).
pub(super) fn unquote_string(token: &str) -> String {
    if token.starts_with('$') {
        return dollar_body(token).to_owned();
    }
    let Some(quote) = token.find('\'') else { return token.to_owned() };
    let inner = token[quote + 1..].strip_suffix('\'').unwrap_or(&token[quote + 1..]);
    let value = inner.replace("''", "'");
    match &token[..quote] {
        "e" | "E" => backslash_escapes(&value),
        "u&" | "U&" => unicode_escapes(&value),
        _ => value,
    }
}

/// What stands between the tags of a dollar-quoted string.
pub(super) fn dollar_body(token: &str) -> &str {
    let tag = token[1..].find('$').map_or(token.len(), |at| at + 2);
    token.get(tag..token.len().saturating_sub(tag)).unwrap_or_default()
}

/// `\0061` and `\+000061` (manual 4.1.2.3).
fn unicode_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let (digits, skip) = if rest.starts_with('+') { (rest.get(1..7), 7) } else { (rest.get(..4), 4) };
        let escaped = digits.and_then(|d| u32::from_str_radix(d, 16).ok()).and_then(char::from_u32);
        match escaped {
            Some(character) => {
                out.push(character);
                rest = &rest[skip..];
            }
            None => {
                out.push('\\');
                rest = rest.strip_prefix('\\').unwrap_or(rest);
            }
        }
    }
    out.push_str(rest);
    out
}

/// The escapes of `E'..'` (manual 4.1.2.2).
fn backslash_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        let Some(escape) = rest.next() else { break };
        let number = |digits: usize, radix: u32, first: Option<char>| {
            let text: String = first
                .into_iter()
                .chain(rest.clone())
                .take(digits)
                .take_while(|c| c.is_digit(radix))
                .collect();
            let value = u32::from_str_radix(&text, radix).ok().and_then(char::from_u32);
            value.map(|value| (value, text.len() - usize::from(first.is_some())))
        };
        let (value, used) = match escape {
            'b' => ('\u{8}', 0),
            'f' => ('\u{c}', 0),
            'n' => ('\n', 0),
            'r' => ('\r', 0),
            't' => ('\t', 0),
            'x' => number(2, 16, None).unwrap_or(('x', 0)),
            'u' => number(4, 16, None).unwrap_or(('u', 0)),
            'U' => number(8, 16, None).unwrap_or(('U', 0)),
            '0'..='7' => number(3, 8, Some(escape)).unwrap_or((escape, 0)),
            other => (other, 0),
        };
        out.push(value);
        for _ in 0..used {
            rest.next();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_strings_are_unquoted_as_the_server_does() {
        assert_eq!(unquote_name("\"a\"\"b\""), "a\"b");
        assert_eq!(unquote_name("U&\"d\\0061t\\+000061\""), "data");
        assert_eq!(unquote_string("'it''s'"), "it's");
        assert_eq!(unquote_string(r"E'a\tb\x41\u00e9\101\'c'"), "a\tbAéA'c");
        assert_eq!(unquote_string("$t$a$$b$t$"), "a$$b");
        assert_eq!(unquote_string("$$x$$"), "x");
        assert_eq!(unquote_string("$$"), "");
    }
}
