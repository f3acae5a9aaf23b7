//! "Did you mean ..?"

/// The known name that an unknown one most likely stands for. Of a single letter every other one is close.
pub(crate) fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.chars().count() < 2 {
        return None;
    }
    crate::similar::similar(name, candidates)
}
