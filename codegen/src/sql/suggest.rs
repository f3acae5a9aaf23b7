//! "Did you mean" as help.

use crate::report::similar;

/// `did you mean `x`?` for the known name that is nearest to what was written.
pub(super) fn did_you_mean<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<Box<str>> {
    // Of two letters, one is too little to go by.
    let short = written.chars().count() < 3;
    let near = |candidate: &&str| {
        *candidate != written && (!short || candidate.eq_ignore_ascii_case(written) || candidate.len() > 2)
    };
    similar(written, candidates.into_iter().filter(near)).map(|name| format!("did you mean `{name}`?").into())
}

/// The same for a keyword, in capitals.
pub(super) fn did_you_mean_keyword<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<Box<str>> {
    similar(written, candidates).map(|word| format!("did you mean `{}`?", word.to_uppercase()).into())
}
