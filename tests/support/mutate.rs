//! Texts that nobody would write: pieces of the corpus, cut and mixed by numbers that a seed gives.

use crate::corpus;

/// A small generator of numbers (SplitMix64): the same seed gives the same numbers on every machine.
#[derive(Clone, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below a limit, which is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.draw() % u64::try_from(limit.max(1)).unwrap_or(1)).unwrap_or(0)
    }
}

/// The texts under `tests/cases`, `tests/read` and `tests/reject`, and the tokens in them.
#[derive(Debug)]
pub struct Corpus {
    texts: Vec<String>,
    tokens: Vec<String>,
}

impl Corpus {
    /// Reads the corpus.
    pub fn read() -> Self {
        let files = ["cases", "read", "reject"].map(|name| corpus::files(&corpus::folder(name), ".sql"));
        let texts: Vec<String> =
            files.iter().flatten().map(|file| corpus::text(file)).filter(|t| t.len() < 8_000).collect();
        let mut tokens: Vec<String> = texts.iter().flat_map(|text| tokens(text)).collect();
        tokens.sort_unstable();
        tokens.dedup();
        Self { texts, tokens }
    }

    /// Two texts: both wild, or one of the corpus and the same with a small change, or two of the corpus.
    pub fn pair(&self, numbers: &mut Numbers) -> (String, String) {
        match numbers.below(4) {
            0 => (self.text(numbers), self.text(numbers)),
            1 => (self.original(numbers), self.original(numbers)),
            _ => {
                let old = self.original(numbers);
                let mut tokens = tokens(&old);
                let words: Vec<usize> = (0..tokens.len()).filter(|at| is_word(&tokens[*at])).collect();
                for _ in 0..1 + numbers.below(3) {
                    if words.is_empty() {
                        break;
                    }
                    // What already stands somewhere in the text is likely to mean something.
                    let (at, other) = (words[numbers.below(words.len())], words[numbers.below(words.len())]);
                    tokens[at] = tokens[other].clone();
                }
                (old, tokens.concat())
            }
        }
    }

    fn original(&self, numbers: &mut Numbers) -> String {
        self.texts[numbers.below(self.texts.len())].clone()
    }

    /// A text that is nearly one of the corpus.
    pub fn text(&self, numbers: &mut Numbers) -> String {
        let mut tokens = tokens(&self.texts[numbers.below(self.texts.len())]);
        for _ in 0..1 + numbers.below(6) {
            self.change(&mut tokens, numbers);
        }
        tokens.concat()
    }

    fn change(&self, tokens: &mut Vec<String>, numbers: &mut Numbers) {
        let at = numbers.below(tokens.len());
        let other = numbers.below(tokens.len());
        match numbers.below(10) {
            _ if tokens.is_empty() => tokens.push(";".to_owned()),
            0 => drop(tokens.remove(at)),
            1 => tokens.swap(at, other),
            2 | 3 => tokens[at].clone_from(&self.tokens[numbers.below(self.tokens.len())]),
            4 => tokens.insert(at, format!(" {} ", self.tokens[numbers.below(self.tokens.len())])),
            5 => tokens.truncate(at + 1),
            6 => {
                let again = tokens[at.min(other)..at.max(other)].to_vec();
                tokens.splice(at..at, again.into_iter().take(60));
            }
            7 => drop(tokens.drain(at..(at + numbers.below(12)).min(tokens.len()))),
            8 => {
                // A part of another text.
                let text = &self.texts[numbers.below(self.texts.len())];
                tokens.push(text.clone());
            }
            _ => {
                const ODD: &[&str] = &[
                    "\"",
                    "'",
                    "$$",
                    "(",
                    ")",
                    ";",
                    "/*",
                    "--",
                    "\0",
                    "é",
                    "\u{1F600}",
                    "U&\"\\",
                    "E'\\",
                    "99999999999999999999",
                    "-",
                    ".",
                    "[",
                    "]",
                    "::",
                    "\\restrict x\n",
                    "-- @effect ",
                    "\"\"",
                    "$a$",
                    "1e",
                    "\u{feff}",
                    "\r",
                ];
                tokens.insert(at, ODD[numbers.below(ODD.len())].to_owned());
            }
        }
    }
}

fn is_word(token: &str) -> bool {
    token.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Words, numbers, runs of space and single other characters; together they are the text.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let kind = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' => 1,
        c if c.is_whitespace() => 2,
        _ => 3,
    };
    let mut last = 0;
    for c in text.chars() {
        match tokens.last_mut().filter(|_| kind(c) == last && last != 3) {
            Some(token) => token.push(c),
            None => tokens.push(c.to_string()),
        }
        last = kind(c);
    }
    tokens
}
