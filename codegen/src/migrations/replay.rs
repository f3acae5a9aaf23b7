//! The schema that the migrations build, read from their text.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{File, Language, Name, check, list};
use crate::load::Described;
use crate::model::Audience;
use crate::report::{Code, Errors, Source};
use crate::sql::Reader;

/// Reads all migrations of a folder in order. A migration in Rust has the effect that its comments `// @effect <DDL>` name: one
/// statement on a line.
///
/// # Errors
/// Every mistake in every file.
pub fn replay(dir: &Path) -> Result<Described, Errors> {
    replay_files(&list(dir)?)
}

/// As [`replay`], of these files in this order.
///
/// # Errors
/// Every mistake in every file.
pub fn replay_files(files: &[File]) -> Result<Described, Errors> {
    replay_instead(files, &BTreeMap::new())
}

/// As [`replay_files`], with other texts for some of the files, by name; a text whose name no file has stands where it would.
///
/// # Errors
/// Every mistake in every file.
pub fn replay_instead(files: &[File], texts: &BTreeMap<String, String>) -> Result<Described, Errors> {
    let mut errors = Errors::new();
    let mut sources: Vec<(Name, Arc<Source>)> = Vec::new();
    for file in files.iter().filter(|file| !texts.contains_key(&file.name.file)) {
        match crate::files::read(&file.path) {
            Ok(source) => sources.push((file.name.clone(), source)),
            Err(error) => errors.push(error),
        }
    }
    for (name, text) in texts {
        if let Some(parsed) = check([name.as_str()]).0.pop() {
            // In the order of the names, where the files are in that order.
            let at = sources.iter().position(|(other, _)| other.file > *name).unwrap_or(sources.len());
            sources.insert(at, (parsed, Source::new(name.clone(), text.clone())));
        }
    }
    let mut reader = Reader::new();
    for (name, source) in &sources {
        match name.language {
            Language::Sql => reader.read(source, Audience::Public),
            Language::Rust => reader.read(&effects(source), Audience::Public),
        }
    }
    errors.finish()?;
    reader.finish().map_err(|errors| explain(&errors))
}

/// A migration that mentions what no earlier one has made: most often an earlier file is not there.
fn explain(errors: &Errors) -> Errors {
    let mut explained = Errors::new();
    for error in errors.iter().cloned() {
        let without_help = error.help.is_none();
        explained.push(match error.code {
            Code::UnknownName | Code::UnknownType if without_help => {
                error.help("migrations are read in the order of their names: is an earlier file missing?")
            }
            _ => error,
        });
    }
    explained
}

/// The text with everything but the statements behind `// @effect` blanked, so that places stay right.
pub(super) fn effects(source: &Arc<Source>) -> Arc<Source> {
    const MARK: &str = "// @effect ";
    let mut text = String::with_capacity(source.text.len());
    for line in source.text.split_inclusive('\n') {
        let start = line.len() - line.trim_start().len();
        match line[start..].strip_prefix(MARK) {
            Some(statement) => {
                text.push_str(&" ".repeat(start + MARK.len()));
                let statement = statement.trim_end();
                text.push_str(statement);
                text.push_str(if statement.ends_with(';') { "\n" } else { ";\n" });
            }
            None => text.push('\n'),
        }
    }
    Source::new(source.name.clone(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_effects_of_a_rust_migration_keep_their_places() {
        let text = "use x;\n\n    // @effect ALTER TABLE a ADD b int\n// @effect DROP TABLE c;\nfn up() {}\n";
        let blanked = effects(&Source::new("m.rs", text));
        let at = blanked.text.find("ADD").expect("the statement is kept");
        assert_eq!(blanked.line_column(at), Source::new("m.rs", text).line_column(text.find("ADD").unwrap()));
        assert_eq!(
            blanked.text.split_whitespace().collect::<Vec<_>>().join(" "),
            "ALTER TABLE a ADD b int; DROP TABLE c;"
        );
    }
}
