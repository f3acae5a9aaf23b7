//! Hostile names and values.
