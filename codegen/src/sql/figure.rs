//! The name that PostgreSQL gives the column of an expression, of which the name of an index is made.
//!
//! Follows `FigureColname` in `src/backend/parser/parse_target.c`, on tokens: a name wins over a type, a type over
//! nothing.

use super::text::{Kind, Token, fold_word, lex, unquote_name};

/// `lower(title)` is `lower`, `(data ->> 'a')::int` is `int4`, `a || b` is nothing.
pub(super) fn column_name(expr: &str) -> Option<String> {
    let tokens = lex(expr).tokens;
    Figure { text: expr, tokens: &tokens }.name(0, tokens.len()).map(|(name, _)| name)
}

/// How sure a name is: a type is only used when there is nothing better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Type,
    Name,
}

struct Figure<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl Figure<'_> {
    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|t| t.kind)
    }

    fn word(&self, at: usize) -> Option<String> {
        let token = self.tokens.get(at)?;
        let text = &self.text[token.start..token.end];
        match token.kind {
            Kind::Word => Some(fold_word(text)),
            Kind::Quoted => Some(unquote_name(text)),
            _ => None,
        }
    }

    fn is_keyword(&self, at: usize, word: &str) -> bool {
        self.kind(at) == Some(Kind::Word) && self.word(at).as_deref() == Some(word)
    }

    /// The index after the group that opens here.
    fn after_group(&self, open: usize, end: usize) -> usize {
        let mut depth = 0usize;
        for at in open..end {
            match self.kind(at) {
                Some(Kind::Open | Kind::OpenBracket) => depth += 1,
                Some(Kind::Close | Kind::CloseBracket) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return at + 1;
            }
        }
        end
    }

    fn name(&self, start: usize, end: usize) -> Option<(String, Strength)> {
        if start >= end {
            return None;
        }
        if self.has_operator(start, end) {
            let zone = (start..end).any(|at| {
                self.is_keyword(at, "at")
                    && self.is_keyword(at + 1, "time")
                    && self.is_keyword(at + 2, "zone")
            });
            return zone.then(|| ("timezone".to_owned(), Strength::Name));
        }
        let (mut name, mut at) = self.primary(start, end)?;
        while at < end {
            match self.kind(at) {
                Some(Kind::Cast) => {
                    let ty = self.type_name(at + 1, end);
                    if name.as_ref().is_none_or(|(_, strength)| *strength == Strength::Type) {
                        name = ty.map(|ty| (ty, Strength::Type));
                    }
                    // Only another cast or a collation can follow, and the last type is the one that counts.
                    at += 1;
                    while at < end && self.kind(at) != Some(Kind::Cast) && !self.is_keyword(at, "collate") {
                        at += 1;
                    }
                }
                Some(Kind::OpenBracket) => at = self.after_group(at, end),
                Some(Kind::Dot) => {
                    name = self.word(at + 1).map(|field| (field, Strength::Name));
                    at += 2;
                }
                _ if self.is_keyword(at, "collate") => break,
                _ => return None,
            }
        }
        name
    }

    /// Whether an operator stands outside all parentheses.
    fn has_operator(&self, start: usize, end: usize) -> bool {
        let words = [
            "and", "or", "not", "is", "isnull", "notnull", "in", "like", "ilike", "similar", "between", "at",
        ];
        let mut at = start;
        while at < end {
            match self.kind(at) {
                Some(Kind::Open | Kind::OpenBracket) => {
                    at = self.after_group(at, end);
                    continue;
                }
                Some(Kind::Word) if self.is_keyword(at, "case") => return false,
                Some(Kind::Operator) => return true,
                Some(Kind::Word) if words.iter().any(|word| self.is_keyword(at, word)) => return true,
                _ => at += 1,
            }
        }
        false
    }

    fn primary(&self, start: usize, end: usize) -> Option<(Option<(String, Strength)>, usize)> {
        match self.kind(start)? {
            Kind::Open => {
                let after = self.after_group(start, end);
                Some((self.name(start + 1, after - 1), after))
            }
            Kind::Word | Kind::Quoted => Some(self.word_primary(start, end)),
            Kind::String | Kind::Dollar | Kind::Number | Kind::Parameter => Some((None, start + 1)),
            Kind::Operator
            | Kind::Close
            | Kind::OpenBracket
            | Kind::CloseBracket
            | Kind::Comma
            | Kind::Semicolon
            | Kind::Dot
            | Kind::Colon
            | Kind::Cast
            | Kind::Stray => None,
        }
    }

    fn word_primary(&self, start: usize, end: usize) -> (Option<(String, Strength)>, usize) {
        let sure = |name: &str| Some((name.to_owned(), Strength::Name));
        let keyword = if self.kind(start) == Some(Kind::Word) { self.word(start) } else { None };
        match keyword.as_deref() {
            Some("case") => return (Some(("case".to_owned(), Strength::Type)), end),
            Some("cast") if self.kind(start + 1) == Some(Kind::Open) => {
                let after = self.after_group(start + 1, end);
                let split =
                    (start + 2..after).rev().find(|at| self.is_keyword(*at, "as")).unwrap_or(after - 1);
                let inner = self.name(start + 2, split).filter(|(_, strength)| *strength == Strength::Name);
                let ty = || self.type_name(split + 1, after - 1).map(|ty| (ty, Strength::Type));
                return (inner.or_else(ty), after);
            }
            Some("trim") if self.kind(start + 1) == Some(Kind::Open) => {
                let name = match self.word(start + 2).as_deref() {
                    Some("leading") => "ltrim",
                    Some("trailing") => "rtrim",
                    _ => "btrim",
                };
                return (sure(name), self.after_group(start + 1, end));
            }
            Some("null" | "true" | "false") => return (None, start + 1),
            _ => {}
        }
        let mut at = start;
        while self.kind(at + 1) == Some(Kind::Dot) && self.word(at + 2).is_some() {
            at += 2;
        }
        let name = self.word(at).map(|name| (name, Strength::Name));
        match self.kind(at + 1) {
            Some(Kind::Open) if at + 1 < end => (name, self.after_group(at + 1, end)),
            Some(Kind::String) if at + 1 < end => {
                (self.type_name(start, end).map(|ty| (ty, Strength::Type)), at + 2)
            }
            _ => (name, at + 1),
        }
    }

    /// The last part of a type's name, as `pg_type` has it.
    fn type_name(&self, start: usize, end: usize) -> Option<String> {
        let mut at = start;
        while at + 2 < end && self.kind(at + 1) == Some(Kind::Dot) {
            at += 2;
        }
        let word = self.word(at)?;
        if self.kind(at) == Some(Kind::Quoted) || at > start {
            return Some(word);
        }
        let zone = (at..end).any(|at| self.is_keyword(at, "with"));
        let varying = self.is_keyword(at + 1, "varying");
        let name = match word.as_str() {
            "int" | "integer" => "int4",
            "bigint" => "int8",
            "smallint" => "int2",
            "boolean" => "bool",
            "real" => "float4",
            "double" | "float" => "float8",
            "decimal" | "dec" => "numeric",
            "character" | "char" | "nchar" | "national" if varying => "varchar",
            "character" | "char" | "nchar" | "national" => "bpchar",
            "bit" if varying => "varbit",
            "timestamp" if zone => "timestamptz",
            "time" if zone => "timetz",
            other => other,
        };
        Some(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::column_name;

    #[test]
    fn names_are_those_of_the_server() {
        // Checked against PostgreSQL 15: `CREATE INDEX ON t (..)`.
        for (expr, name) in [
            ("lower(title)", Some("lower")),
            ("public.slugify(title)", Some("slugify")),
            ("(lower(title))", Some("lower")),
            ("title::text", Some("title")),
            ("(data ->> 'a')", None),
            ("(data ->> 'a')::int", Some("int4")),
            ("a || b", None),
            ("coalesce(a, b)", Some("coalesce")),
            ("CASE WHEN a THEN 1 END", Some("case")),
            ("created_at AT TIME ZONE 'UTC'", Some("timezone")),
            ("CAST(data ->> 'a' AS timestamp with time zone)", Some("timestamptz")),
            ("CAST(title AS text)", Some("title")),
            ("trim(title)", Some("btrim")),
            ("extract(year from created_at)", Some("extract")),
            ("title COLLATE \"C\"", Some("title")),
            ("-a", None),
            ("a IS NULL", None),
            ("tags[1]", Some("tags")),
            ("'x'::text", Some("text")),
        ] {
            assert_eq!(column_name(expr).as_deref(), name, "{expr}");
        }
    }
}
