//! "Did you mean" as help.

use crate::report::similar;

/// `did you mean `x`?` for the known name that is nearest to what was written.
pub(super) fn did_you_mean<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<Box<str>> {
    let others = candidates.into_iter().filter(|candidate| *candidate != written);
    similar(written, others).map(|name| format!("did you mean `{name}`?").into())
}

/// The same for a keyword, in capitals.
pub(super) fn did_you_mean_keyword<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<Box<str>> {
    similar(written, candidates).map(|word| format!("did you mean `{}`?", word.to_uppercase()).into())
}
