//! "Did you mean ..?"

pub(crate) use crate::rust::did_you_mean;
