//! Compiles every golden file of `tests/emit` with the real derive, each in a module of its own.

#![allow(dead_code, reason = "nothing here is run: that it compiles is the test")]
#![allow(clippy::duplicated_attributes, reason = "two indexes may have the same method")]
#![allow(unreachable_pub, reason = "the golden files are written for the module of a library")]

/// `#[path = "names/generated.rs"] mod names;`, with the file's name made from the module's.
macro_rules! golden {
    ($name:ident) => {
        mod $name {
            include!(concat!(env!("CARGO_MANIFEST_DIR"), "/emit/", stringify!($name), "/generated.rs"));
        }
    };
}

golden!(comments);
golden!(constraints);
golden!(indexes);
golden!(names);
golden!(namespaces);
golden!(private);
golden!(relations);
golden!(showcase);
golden!(types);
golden!(values);

/// What `tests/emit/types` says with `@rust type`.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Settings {
    dark: bool,
}

#[test]
fn the_golden_files_compile() {}
