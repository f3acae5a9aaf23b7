//! Which words of a query or function body stand where a relation stands.
//!
//! A column may be called like a view, so that not every word counts: only what follows `FROM`, `JOIN`, `INTO` and their
//! like does.

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Token, Tokenizer};

/// What a text mentions.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Mentions {
    /// Names where a relation stands, each as its parts between dots.
    pub(super) relations: Vec<Vec<String>>,
    /// Names before a parenthesis.
    pub(super) calls: Vec<Vec<String>>,
    /// Every other name.
    pub(super) words: Vec<Vec<String>>,
    /// `*` or `t.*`, as columns.
    pub(super) star: bool,
}

/// Reads a query or function body; one that cannot be read mentions nothing.
pub(super) fn scan(text: &str) -> Mentions {
    let tokens = Tokenizer::new(&PostgreSqlDialect {}, text).tokenize().unwrap_or_default();
    let tokens: Vec<Token> = tokens.into_iter().filter(|t| !matches!(t, Token::Whitespace(_))).collect();
    let mut scanner = Scanner { mentions: Mentions::default(), from: vec![false], expects: false };
    let mut at = 0;
    while at < tokens.len() {
        at += scanner.token(&tokens, at);
    }
    scanner.mentions
}

/// The string bodies of a function's definition: `AS $$ .. $$` or `AS '..'`.
pub(super) fn bodies(definition: &str) -> Vec<String> {
    let tokens = Tokenizer::new(&PostgreSqlDialect {}, definition).tokenize().unwrap_or_default();
    let mut after_as = false;
    let mut bodies = Vec::new();
    for token in tokens {
        match token {
            Token::Whitespace(_) => {}
            Token::DollarQuotedString(body) => bodies.push(body.value),
            Token::SingleQuotedString(body) | Token::EscapedStringLiteral(body) if after_as => {
                bodies.push(body)
            }
            other => after_as = matches!(&other, Token::Word(w) if w.value.eq_ignore_ascii_case("as")),
        }
    }
    bodies
}

struct Scanner {
    mentions: Mentions,
    /// Per open parenthesis, whether a comma is followed by another relation.
    from: Vec<bool>,
    /// Whether the next word is a relation.
    expects: bool,
}

impl Scanner {
    /// Takes the tokens of one word or sign; returns how many.
    fn token(&mut self, tokens: &[Token], at: usize) -> usize {
        match &tokens[at] {
            Token::LParen => self.from.push(self.expects),
            Token::RParen => {
                if self.from.len() > 1 {
                    self.from.pop();
                }
                self.expects = false;
            }
            Token::Comma => self.expects = self.in_from(),
            Token::Mul => self.star(tokens, at),
            Token::Word(_) => return self.word(tokens, at),
            _ => self.expects = false,
        }
        1
    }

    fn in_from(&self) -> bool {
        self.from.last().copied().unwrap_or_default()
    }

    fn star(&mut self, tokens: &[Token], at: usize) {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let columns = match before {
            Some(Token::Comma | Token::Period) => true,
            Some(Token::Word(w)) => {
                ["select", "distinct", "all", "returning"].iter().any(|k| w.value.eq_ignore_ascii_case(k))
            }
            _ => false,
        };
        self.mentions.star |= columns;
    }

    fn word(&mut self, tokens: &[Token], at: usize) -> usize {
        let mut parts = Vec::new();
        let mut end = at;
        while let Some(Token::Word(word)) = tokens.get(end) {
            let quoted = word.quote_style.is_some();
            parts.push(if quoted { word.value.clone() } else { word.value.to_lowercase() });
            end += 1;
            if tokens.get(end) != Some(&Token::Period) || !matches!(tokens.get(end + 1), Some(Token::Word(_)))
            {
                break;
            }
            end += 1;
        }
        let bare = matches!(&tokens[at], Token::Word(w) if w.quote_style.is_none()) && parts.len() == 1;
        if !(bare && self.keyword(&parts[0])) {
            let called = tokens.get(end) == Some(&Token::LParen);
            match (called, self.expects) {
                (true, expects) => {
                    // `INSERT INTO todo (title)` looks like a call.
                    if expects {
                        self.mentions.relations.push(parts.clone());
                    }
                    self.mentions.calls.push(parts);
                }
                (false, true) => self.mentions.relations.push(parts),
                (false, false) => self.mentions.words.push(parts),
            }
            self.expects = false;
        }
        end - at
    }

    /// Follows the key words that say what comes next; anything else is a name.
    fn keyword(&mut self, word: &str) -> bool {
        let (expects, from) = match word {
            "from" | "join" | "into" | "update" | "table" | "only" | "lateral" => (true, true),
            "using" => (true, self.in_from()),
            "select" | "where" | "group" | "order" | "having" | "limit" | "on" | "set" | "returning"
            | "union" | "except" | "intersect" | "window" | "values" => (false, false),
            _ => return false,
        };
        self.expects = expects;
        if let Some(last) = self.from.last_mut() {
            *last = from;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_in_the_place_of_a_relation_count_as_one() {
        let mentions = scan(
            "SELECT a.id, count(*) AS totals FROM todo a, auth.\"User\" JOIN (SELECT id FROM tag) t ON t.id = a.tag \
             WHERE a.done AND exists (SELECT FROM vote)",
        );
        let relations: Vec<String> = mentions.relations.iter().map(|p| p.join(".")).collect();
        assert_eq!(relations, ["todo", "auth.User", "tag", "vote"]);
        assert!(!mentions.star && mentions.calls.contains(&vec!["count".to_owned()]));
        assert!(scan("SELECT t.* FROM todo t").star);
        assert_eq!(bodies("RETURNS int LANGUAGE sql AS $x$ SELECT 1 $x$"), [" SELECT 1 "]);
    }
}
