//! Decisions that only a person can take: is it a rename, may it be destroyed?
//!
//! The planner says which answers there are; a script gives the same ones as options (`--rename a=b`, `--accept
//! drop-table:todo`).

use inquire::{Confirm, InquireError, Select};
use tablewright_codegen::report::{Answer, Code, Diagnostic, Errors};

use crate::failure::{Failure, Result, is_decision};
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
    let decisions = errors.iter().all(|e| is_decision(e.code));
    if !decisions || !output::interactive() {
        return Err(errors.into());
    }
    for error in errors.iter() {
        let answered = match error.code {
            Code::Rename | Code::Ledger => rename(error, answers),
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
    let choices: Vec<String> = error.answers.iter().map(|answer| choice(error, answer)).collect();
    if choices.is_empty() {
        return Ok(false);
    }
    let chosen = Select::new(&error.message, choices).raw_prompt()?.index;
    answers.extend(error.answers.get(chosen));
    Ok(true)
}

fn choice(error: &Diagnostic, answer: &Answer) -> String {
    match answer {
        Answer::Accept(what) if error.code == Code::Ledger => what.clone(),
        Answer::Rename { from, to } => format!("rename {from} to {to}"),
        Answer::Accept(what) => format!("drop and add ({what})"),
    }
}

fn destroy(error: &Diagnostic, answers: &mut Answers) -> Result<bool, InquireError> {
    let question = format!("{}: go on?", error.message);
    if error.answers.is_empty() || !Confirm::new(&question).with_default(false).prompt()? {
        return Ok(false);
    }
    answers.extend(&error.answers);
    Ok(true)
}

impl<'a> Extend<&'a Answer> for Answers {
    fn extend<I: IntoIterator<Item = &'a Answer>>(&mut self, answers: I) {
        for answer in answers {
            match answer {
                Answer::Rename { from, to } => self.renames.push(format!("{from}={to}")),
                Answer::Accept(what) => self.accept.push(what.clone()),
            }
        }
    }
}
