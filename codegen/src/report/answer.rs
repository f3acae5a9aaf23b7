//! Answers to a decision: what the command takes as an option, and a terminal offers as a choice.

use std::fmt;

/// One way out of a diagnostic that asks for a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is a rename: the old name and the new one, as `todo` or `todo.title`.
    Rename {
        /// The name in the old schema.
        from: String,
        /// The name in the new schema.
        to: String,
    },
    /// The destruction is meant: its code and object, as `drop-table:todo`.
    Accept(String),
}

/// The option of the command, ready for a shell: `--rename todo.title=todo.name`, `--accept 'drop-table:Import Log'`.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rename { from, to } => write!(f, "--rename {}", shell(&format!("{from}={to}"))),
            Self::Accept(what) => write!(f, "--accept {}", shell(what)),
        }
    }
}

/// A word for a POSIX shell: in single quotes where it holds more than letters, digits and harmless signs.
fn shell(word: &str) -> String {
    let harmless = |c: char| c.is_ascii_alphanumeric() || "_-.:=/,@%+".contains(c);
    if word.chars().all(harmless) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_spaces_or_quotes_is_one_word_for_a_shell() {
        assert_eq!(Answer::Accept("drop-table:todo".into()).to_string(), "--accept drop-table:todo");
        assert_eq!(
            Answer::Accept("drop-table:it's me".into()).to_string(),
            r"--accept 'drop-table:it'\''s me'"
        );
        let rename = Answer::Rename { from: "todo.a b".into(), to: "todo.c".into() };
        assert_eq!(rename.to_string(), "--rename 'todo.a b=todo.c'");
    }
}
