//! Every lint: its code, what it is called, how serious it is, and its page.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It will hurt: slow, unsafe or failing statements.
    Warning,
    /// There is a better way for most.
    Advice,
}

impl Severity {
    /// `warning` or `advice`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// One lint.
#[derive(Debug)]
pub struct Lint {
    /// `TW001`. A code keeps its meaning for good.
    pub code: &'static str,
    /// What it finds, in a few words.
    pub title: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Why and how, as Markdown.
    pub page: &'static str,
}

macro_rules! lints {
    ($($code:ident $severity:ident $title:literal,)*) => {
        $(
            pub(crate) static $code: Lint = Lint {
                code: stringify!($code),
                title: $title,
                severity: Severity::$severity,
                page: include_str!(concat!("pages/", stringify!($code), ".md")),
            };
        )*
        /// Every lint, in the order of the codes.
        pub static LINTS: &[&Lint] = &[$(&$code,)*];
    };
}

lints! {
    TW001 Warning "foreign key without an index",
    TW002 Warning "table without a primary key",
    TW003 Advice "primary key of 32 bits",
    TW004 Warning "foreign key of another type than the column it references",
    TW005 Advice "nullable column in a unique key of several columns",
    TW006 Warning "ON DELETE SET NULL of a column that cannot be null",
    TW007 Warning "published table without a primary key",
    TW008 Warning "two foreign keys that say the same",
    TW009 Advice "constraint that is NOT VALID",
    TW010 Advice "varchar(n)",
    TW011 Advice "timestamp without time zone",
    TW012 Advice "serial",
    TW013 Advice "char(n)",
    TW014 Warning "money",
    TW015 Advice "json instead of jsonb",
    TW016 Advice "time with time zone",
    TW017 Advice "timestamp(n) that rounds",
    TW018 Warning "an amount of money in floating point",
    TW019 Warning "a reg type that a server upgrade refuses",
    TW020 Warning "default that is computed once",
    TW021 Warning "moment in time without a zone",
    TW022 Advice "numbered columns",
    TW030 Warning "index that is there twice",
    TW031 Advice "index that is the start of another",
    TW032 Warning "index or constraint that repeats a key",
    TW033 Advice "vector column without an index",
    TW034 Advice "index on a boolean",
    TW035 Warning "B-tree on a document or list",
    TW040 Advice "enum that nothing uses",
    TW041 Advice "domain that nothing uses",
    TW050 Advice "name that needs quotes",
    TW051 Advice "name that is a keyword",
    TW060 Warning "private data in a public view",
    TW061 Warning "ON DELETE CASCADE from a private table to a public one",
    TW070 Warning "SECURITY DEFINER without search_path",
    TW071 Warning "row-level security without a policy",
    TW072 Warning "policies that do not count",
    TW073 Warning "view past row-level security",
    TW074 Warning "policy that lets everybody write",
    TW075 Advice "several permissive policies for one command",
    TW080 Warning "table that Zero cannot follow",
    TW081 Warning "type that Zero does not send",
    TW082 Warning "type that stops zero-cache",
    TW083 Warning "name that Zero refuses",
    TW084 Warning "publication that Zero refuses",
    TW090 Warning "migration that drops Zero's publication",
    TW091 Warning "migration that changes values behind Zero",
    TW092 Warning "migration that renames an enum value behind Zero",
    TW093 Warning "migration that moves a partition behind Zero",
    TW094 Warning "migration that takes the key of a table from Zero",
}

/// Whether a lint looks at migrations, not at a schema.
pub fn is_of_migrations(code: &str) -> bool {
    find(code).is_some_and(|lint| lint.code.starts_with("TW09"))
}

/// The lint of a code, in whatever case it is typed.
pub fn find(code: &str) -> Option<&'static Lint> {
    LINTS.iter().copied().find(|lint| lint.code.eq_ignore_ascii_case(code))
}
