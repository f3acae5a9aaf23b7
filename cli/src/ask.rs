//! Decisions that only a person can take: is it a rename, may it be destroyed?
//!
//! The planner names the answers in the help of its diagnostics, as the options to add (`--rename a=b`, `--accept drop-table:todo`),
//! so that a script and a person give the same ones.

use inquire::{Confirm, InquireError, Select};
use tablewright_codegen::report::{Code, Diagnostic, Errors};

use crate::failure::{Failure, Result};
use crate::output;

/// What was decided.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers {
    /// `--rename`
    pub(crate) renames: Vec<String>,
    /// `--accept`
    pub(crate) accept: Vec<String>,
}

/// Asks for every decision in `errors`, where somebody is there to answer; otherwise they are the failure.
pub(crate) fn decide(errors: Errors, answers: &mut Answers) -> Result {
    let decisions = errors.iter().all(|e| matches!(e.code, Code::Rename | Code::Destroys));
    if !decisions || !output::interactive() {
        return Err(errors.into());
    }
    for error in errors.iter() {
        let answered = match error.code {
            Code::Rename => rename(error, answers),
            _ => destroy(error, answers),
        };
        match answered {
            Ok(true) => {}
            Ok(false) => {
                return Err(Failure::with_help(
                    "nothing was written",
                    "change the schema, or answer otherwise",
                ));
            }
            // No answer, or a terminal that cannot be asked: say what is needed instead.
            Err(_) => return Err(errors.into()),
        }
        // One answer may settle other questions: the caller plans again.
        if error.code == Code::Rename {
            break;
        }
    }
    Ok(())
}

/// `Ok(false)`: no answer was chosen.
fn rename(error: &Diagnostic, answers: &mut Answers) -> Result<bool, InquireError> {
    let mut choices: Vec<String> = options(error, "--rename ")
        .map(|pair| match pair.split_once('=') {
            Some((from, to)) => format!("rename {from} to {to}"),
            None => pair,
        })
        .collect();
    let accepts: Vec<String> = options(error, "--accept ").collect();
    choices.extend(accepts.iter().map(|accept| format!("drop and add ({accept})")));
    if choices.is_empty() {
        return Ok(false);
    }
    let chosen = Select::new(&error.message, choices).raw_prompt()?.index;
    let renames: Vec<String> = options(error, "--rename ").collect();
    match renames.get(chosen) {
        Some(pair) => answers.renames.push(pair.clone()),
        None => answers.accept.extend(accepts.get(chosen - renames.len()).cloned()),
    }
    Ok(true)
}

fn destroy(error: &Diagnostic, answers: &mut Answers) -> Result<bool, InquireError> {
    let accepts: Vec<String> = options(error, "--accept ").collect();
    if accepts.is_empty()
        || !Confirm::new(&format!("{}: go on?", error.message)).with_default(false).prompt()?
    {
        return Ok(false);
    }
    answers.accept.extend(accepts);
    Ok(true)
}

/// The values that an option has in the help of a diagnostic. Names may hold spaces.
fn options<'a>(error: &'a Diagnostic, option: &'a str) -> impl Iterator<Item = String> + 'a {
    let help = error.help.as_deref().unwrap_or_default();
    help.match_indices(option).map(move |(at, _)| {
        let value = &help[at + option.len()..];
        let ends = [" or --", "; to ", "`"];
        let end = ends.iter().filter_map(|end| value.find(end)).min().unwrap_or(value.len());
        value[..end].to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answers_are_read_off_the_help() {
        let error = Diagnostic::new(Code::Rename, "a b goes").help(
            "to keep the data: --rename t.a b=t.c or --rename t.a b=t.d; to drop it: --accept drop-column:t.a b",
        );
        assert_eq!(options(&error, "--rename ").collect::<Vec<_>>(), ["t.a b=t.c", "t.a b=t.d"]);
        assert_eq!(options(&error, "--accept ").collect::<Vec<_>>(), ["drop-column:t.a b"]);
    }
}
