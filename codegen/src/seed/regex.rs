//! A text that matches a regular expression of the usual kind: literals, classes, groups, alternatives, counts, anchors.
//!
//! Look-around, back references and the like are not understood: then there is no text.

use super::random::Random;

/// How often `*` and `+` repeat at most.
const MOST: usize = 8;

/// A letter for `.` and what else may be anything.
const ANY: &str = "abcdefghijklmnopqrstuvwxyz";

/// A text that matches, with about so many letters where the pattern leaves that open.
pub(super) fn sample(pattern: &str, random: &mut Random) -> Option<String> {
    let letters: Vec<char> = pattern.chars().collect();
    let mut reader = Reader { letters: &letters, at: 0, random };
    let text = reader.alternatives(true)?;
    (reader.at == letters.len()).then_some(text)
}

struct Reader<'p> {
    letters: &'p [char],
    at: usize,
    random: &'p mut Random,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    /// `a|b|c`: each is read, one is kept.
    fn alternatives(&mut self, keep: bool) -> Option<String> {
        let mut all = vec![self.sequence()?];
        while self.take('|') {
            all.push(self.sequence()?);
        }
        let chosen = if keep { self.random.below(all.len()) } else { 0 };
        Some(all.swap_remove(chosen))
    }

    fn sequence(&mut self) -> Option<String> {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            if c == '^' || c == '$' {
                self.at += 1;
                continue;
            }
            let start = self.at;
            let first = self.atom()?;
            let end = self.at;
            let (low, high) = self.count()?;
            let after = self.at;
            let times = low + self.random.below(high - low + 1);
            for time in 0..times {
                if time == 0 {
                    text.push_str(&first);
                    continue;
                }
                // Each repetition is another text.
                self.at = start;
                text.push_str(&self.atom()?);
                debug_assert_eq!(self.at, end);
            }
            self.at = after;
        }
        Some(text)
    }

    fn atom(&mut self) -> Option<String> {
        let c = self.peek()?;
        self.at += 1;
        match c {
            '(' => {
                if self.take('?') && !self.take(':') {
                    return None;
                }
                let text = self.alternatives(true)?;
                self.take(')').then_some(text)
            }
            '[' => self.class().map(|c| c.to_string()),
            '.' => Some(self.one_of(ANY)),
            '\\' => self.escape(),
            '*' | '+' | '?' | '{' => None,
            c => Some(c.to_string()),
        }
    }

    fn one_of(&mut self, letters: &str) -> String {
        let letters: Vec<char> = letters.chars().collect();
        letters[self.random.below(letters.len())].to_string()
    }

    fn escape(&mut self) -> Option<String> {
        let c = self.peek()?;
        self.at += 1;
        match c {
            'd' => Some(self.one_of("0123456789")),
            'w' => Some(self.one_of("abcdefghijklmnopqrstuvwxyz0123456789_")),
            's' => Some(" ".to_owned()),
            'D' | 'S' | 'W' if c != 'W' => Some(self.one_of(ANY)),
            'm' | 'M' | 'y' | 'A' | 'Z' => Some(String::new()),
            c if c.is_alphanumeric() => None,
            c => Some(c.to_string()),
        }
    }

    /// `{2,5}`, `*`, `+`, `?`: the fewest and the most.
    fn count(&mut self) -> Option<(usize, usize)> {
        let bounds = match self.peek() {
            Some('*') => (0, MOST),
            Some('+') => (1, MOST),
            Some('?') => (0, 1),
            Some('{') => {
                self.at += 1;
                let low = self.number()?;
                let high = match (self.take(','), self.peek()) {
                    (false, _) => low,
                    (true, Some('}')) => low + MOST,
                    (true, _) => self.number()?,
                };
                (self.peek() == Some('}') && low <= high).then_some((low, high))?
            }
            _ => return Some((1, 1)),
        };
        self.at += 1;
        self.take('?');
        Some(bounds)
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        self.letters[start..self.at].iter().collect::<String>().parse().ok()
    }

    /// `[a-z0-9_]`, `[^@]`, `[[:alpha:]]`.
    fn class(&mut self) -> Option<char> {
        let negated = self.take('^');
        let mut ranges: Vec<(char, char)> = Vec::new();
        let mut first = true;
        loop {
            let c = self.peek()?;
            self.at += 1;
            match c {
                ']' if !first => break,
                '[' if self.peek() == Some(':') => {
                    let rest: String = self.letters[self.at + 1..].iter().collect();
                    let name = rest.split_once(":]")?.0.to_owned();
                    self.at += name.chars().count() + 3;
                    ranges.extend(named(&name)?);
                }
                '\\' => {
                    let c = self.peek()?;
                    self.at += 1;
                    match c {
                        'd' => ranges.push(('0', '9')),
                        'w' => ranges.extend([('a', 'z'), ('0', '9'), ('_', '_')]),
                        's' => ranges.push((' ', ' ')),
                        c if c.is_alphanumeric() => return None,
                        c => ranges.push((c, c)),
                    }
                }
                low => {
                    let is_range = self.peek() == Some('-') && self.letters.get(self.at + 1) != Some(&']');
                    let high = if is_range { *self.letters.get(self.at + 1)? } else { low };
                    self.at += if is_range { 2 } else { 0 };
                    ranges.push((low, high));
                }
            }
            first = false;
        }
        let inside = |c: char| ranges.iter().any(|(low, high)| (*low..=*high).contains(&c));
        let all: Vec<char> = if negated {
            ANY.chars().chain('0'..='9').filter(|c| !inside(*c)).collect()
        } else {
            // Letters and digits read better than what else a wide range holds.
            ranges.iter().flat_map(|(low, high)| (*low..=*high).take(128)).collect()
        };
        (!all.is_empty()).then(|| all[self.random.below(all.len())])
    }
}

fn named(class: &str) -> Option<Vec<(char, char)>> {
    Some(match class {
        "alpha" | "lower" => vec![('a', 'z')],
        "upper" => vec![('A', 'Z')],
        "digit" => vec![('0', '9')],
        "alnum" => vec![('a', 'z'), ('0', '9')],
        "xdigit" => vec![('0', '9'), ('a', 'f')],
        "space" | "blank" => vec![(' ', ' ')],
        "word" => vec![('a', 'z'), ('0', '9'), ('_', '_')],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_the_shape() {
        let mut random = Random::of(1, &["regex"]);
        for _ in 0..200 {
            let handle = sample("^[a-z0-9_]{2,30}$", &mut random).unwrap();
            assert!(
                (2..=30).contains(&handle.len())
                    && !handle
                        .contains(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))
            );
            let colour = sample("^#([0-9a-f]{3}|[0-9A-F]{6})$", &mut random).unwrap();
            assert!(colour.starts_with('#') && [4, 7].contains(&colour.len()), "{colour}");
            let url = sample("^https?://", &mut random).unwrap();
            assert!(url == "http://" || url == "https://");
            let mail = sample(r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$", &mut random).unwrap();
            assert!(mail.matches('@').count() == 1 && mail.contains('.'), "{mail}");
            let code = sample(r"^[[:upper:]]{2}-\d+(?:-x)?$", &mut random).unwrap();
            assert!(code.as_bytes()[2] == b'-' && code.len() > 3, "{code}");
        }
    }

    #[test]
    fn what_is_not_understood_gives_no_text() {
        let mut random = Random::of(1, &[]);
        for pattern in ["(?=a)b", r"(a)\1", "[a", "a{2", "*"] {
            assert_eq!(sample(pattern, &mut random), None, "{pattern}");
        }
    }
}
