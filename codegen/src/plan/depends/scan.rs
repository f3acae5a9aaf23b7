//! Which words of a query or function body stand where a relation stands.
//!
//! A column may be called like a view, so that not every word counts: only what follows `FROM`, `JOIN`, `INTO` and their
//! like does.

use crate::sql::{Lexeme, lexemes};

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

/// Reads a query or function body.
pub(super) fn scan(text: &str) -> Mentions {
    let tokens = lexemes(text);
    let mut scanner = Scanner { mentions: Mentions::default(), from: vec![false], expects: false };
    let mut at = 0;
    while at < tokens.len() {
        at += scanner.token(&tokens, at);
    }
    scanner.mentions
}

/// The string bodies of a function's definition: `AS $$ .. $$` or `AS '..'`.
pub(super) fn bodies(definition: &str) -> Vec<String> {
    let mut after_as = false;
    let mut bodies = Vec::new();
    for token in lexemes(definition) {
        match token {
            Lexeme::Literal(body) if after_as => bodies.push(body),
            other => after_as = other == Lexeme::Word("as".to_owned()),
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
    fn token(&mut self, tokens: &[Lexeme], at: usize) -> usize {
        match &tokens[at] {
            Lexeme::Word(_) | Lexeme::Quoted(_) => return self.word(tokens, at),
            Lexeme::Literal(_) => self.expects = false,
            Lexeme::Sign(sign) => match sign.as_str() {
                "(" => self.from.push(self.expects),
                ")" => {
                    if self.from.len() > 1 {
                        self.from.pop();
                    }
                    self.expects = false;
                }
                "," => self.expects = self.in_from(),
                "*" => self.star(tokens, at),
                _ => self.expects = false,
            },
        }
        1
    }

    fn in_from(&self) -> bool {
        self.from.last().copied().unwrap_or_default()
    }

    fn star(&mut self, tokens: &[Lexeme], at: usize) {
        let columns = match at.checked_sub(1).and_then(|at| tokens.get(at)) {
            Some(Lexeme::Sign(sign)) => sign == "," || sign == ".",
            Some(Lexeme::Word(word)) => ["select", "distinct", "all", "returning"].contains(&word.as_str()),
            Some(Lexeme::Quoted(_) | Lexeme::Literal(_)) | None => false,
        };
        self.mentions.star |= columns;
    }

    fn word(&mut self, tokens: &[Lexeme], at: usize) -> usize {
        let mut parts = Vec::new();
        let mut end = at;
        while let Some(part) = name(tokens, end) {
            parts.push(part.to_owned());
            end += 1;
            if !is_sign(tokens, end, ".") || name(tokens, end + 1).is_none() {
                break;
            }
            end += 1;
        }
        let bare = matches!(&tokens[at], Lexeme::Word(_)) && parts.len() == 1;
        if !(bare && self.keyword(&parts[0])) {
            let called = is_sign(tokens, end, "(");
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

fn name(tokens: &[Lexeme], at: usize) -> Option<&str> {
    match tokens.get(at)? {
        Lexeme::Word(name) | Lexeme::Quoted(name) => Some(name),
        Lexeme::Literal(_) | Lexeme::Sign(_) => None,
    }
}

fn is_sign(tokens: &[Lexeme], at: usize, sign: &str) -> bool {
    matches!(tokens.get(at), Some(Lexeme::Sign(found)) if found == sign)
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
        let odd = scan("SELECT a |> b, c @@@ d FROM todo");
        assert_eq!(odd.relations, [["todo"]], "operators of extensions hide nothing");
        assert_eq!(bodies("RETURNS int LANGUAGE sql AS $x$ SELECT 1 $x$"), [" SELECT 1 "]);
    }
}
