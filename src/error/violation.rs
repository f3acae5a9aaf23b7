//! Which constraint a statement broke.

use tokio_postgres::error::{DbError, SqlState};

/// Which constraint a statement broke, as the server names it: [`Error::violation`](crate::Error::violation).
///
/// ```
/// use tablewright::{Error, ViolationKind};
///
/// fn status(error: &Error) -> u16 {
///     match error.violation().map(|violation| violation.kind) {
///         Some(ViolationKind::Unique | ViolationKind::Exclusion) => 409,
///         Some(ViolationKind::ForeignKey | ViolationKind::Check | ViolationKind::NotNull) => 422,
///         None => 500,
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation<'e> {
    /// What kind of constraint it is.
    pub kind: ViolationKind,
    /// Its name; a NOT NULL has one from PostgreSQL 18 on.
    pub constraint: Option<&'e str>,
    /// The namespace of its table.
    pub namespace: Option<&'e str>,
    /// Its table; the check of a domain has none.
    pub table: Option<&'e str>,
    /// The column, of NOT NULL.
    pub column: Option<&'e str>,
}

/// The kinds of constraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViolationKind {
    /// A row with these values is there already.
    Unique,
    /// The row that is referenced is not there, or the row that goes is still referenced.
    ForeignKey,
    /// A condition is not met, of a table or of a domain.
    Check,
    /// A value is missing.
    NotNull,
    /// A row that excludes this one is there already.
    Exclusion,
}

impl ViolationKind {
    pub(super) fn of(code: &SqlState) -> Option<Self> {
        let kinds = [
            (SqlState::UNIQUE_VIOLATION, Self::Unique),
            (SqlState::FOREIGN_KEY_VIOLATION, Self::ForeignKey),
            // `ON DELETE RESTRICT` has a code of its own from PostgreSQL 18 on.
            (SqlState::RESTRICT_VIOLATION, Self::ForeignKey),
            (SqlState::CHECK_VIOLATION, Self::Check),
            (SqlState::NOT_NULL_VIOLATION, Self::NotNull),
            (SqlState::EXCLUSION_VIOLATION, Self::Exclusion),
        ];
        kinds.into_iter().find(|(state, _)| state == code).map(|(_, kind)| kind)
    }
}

impl<'e> Violation<'e> {
    pub(super) fn of(error: &'e DbError) -> Option<Self> {
        Some(Self {
            kind: ViolationKind::of(error.code())?,
            constraint: error.constraint(),
            namespace: error.schema(),
            table: error.table(),
            column: error.column(),
        })
    }
}
