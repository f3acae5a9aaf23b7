//! The codes of diagnostics: short, stable words that a user can search for.

use std::fmt;

/// Which rule a diagnostic comes from. Printed as `error[unknown-type]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    /// Text that cannot be read.
    Syntax,
    /// A statement that the reader does not know.
    UnknownStatement,
    /// A type that is neither built in nor declared.
    UnknownType,
    /// A name that nothing declares.
    UnknownName,
    /// A name that is declared twice.
    Duplicate,
    /// A `-- @directive` that does not exist or has a wrong argument.
    UnknownDirective,
    /// A `-- @directive` that stands above nothing it could apply to.
    UnusedDirective,
    /// Something that PostgreSQL would refuse.
    Invalid,
    /// Something that the target version does not have.
    Version,
    /// A private table or column that would become visible.
    Private,
    /// A file that cannot be read or written.
    File,
    /// A file that is not UTF-8.
    Encoding,
    /// `tablewright.toml`.
    Config,
    /// The folder of migrations.
    Migrations,
    /// A drop and an add that look like a rename.
    Rename,
    /// A step that destroys data and was not accepted.
    Destroys,
    /// A row of the ledger, or a database to adopt, that only a person can judge.
    Ledger,
    /// Objects that need each other in a way that no order can satisfy.
    Cycle,
    /// A change that PostgreSQL has no statement for and that cannot be rebuilt.
    Impossible,
    /// What a lint warns of, by its place in the list of all: a diagnostic stays small.
    Warning(u8),
    /// What a lint advises, likewise.
    Advice(u8),
}

impl Code {
    /// Whether it is a remark of a lint, no mistake.
    pub fn is_lint(self) -> bool {
        matches!(self, Self::Warning(_) | Self::Advice(_))
    }

    /// The word of the code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::UnknownStatement => "unknown-statement",
            Self::UnknownType => "unknown-type",
            Self::UnknownName => "unknown-name",
            Self::Duplicate => "duplicate",
            Self::UnknownDirective => "unknown-directive",
            Self::UnusedDirective => "unused-directive",
            Self::Invalid => "invalid",
            Self::Version => "version",
            Self::Private => "private",
            Self::File => "file",
            Self::Encoding => "encoding",
            Self::Config => "config",
            Self::Migrations => "migrations",
            Self::Rename => "rename",
            Self::Destroys => "destroys",
            Self::Ledger => "ledger",
            Self::Cycle => "cycle",
            Self::Impossible => "impossible",
            Self::Warning(at) | Self::Advice(at) => {
                crate::lint::LINTS.get(usize::from(at)).map_or("lint", |lint| lint.code)
            }
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
