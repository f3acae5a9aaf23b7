//! `NOT NULL` as a constraint with a name, as newer versions of PostgreSQL keep it.

use serde::{Deserialize, Serialize};

use super::{Column, Identity, QName, Schema, Table, derive_name};

/// From this version, the `NOT NULL` of a column is a constraint: it has a name, and can be added without looking at the
/// rows.
pub(crate) const NAMED: u8 = 18;

/// From this version, that of a domain has a name.
const NAMED_OF_DOMAIN: u8 = 17;

/// What the `NOT NULL` of a column says beyond that. It means nothing while the column may be null, and all but the
/// words themselves mean nothing to a server before version 18.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotNull {
    /// The constraint's name; `None` is the one that PostgreSQL derives from the table and the column.
    pub name: Option<String>,
    /// `NO INHERIT`.
    pub no_inherit: bool,
    /// `NOT VALID`: rows that were there before may be null.
    pub not_valid: bool,
    /// `COMMENT ON CONSTRAINT`.
    pub comment: Option<String>,
}

impl NotNull {
    /// The name, where it is not the derived one. A number behind that is the server's own, which it adds where the name
    /// without it was taken.
    pub(crate) fn own_name(table: &QName, column: &str, name: &str) -> Option<String> {
        let derived = derive_name(&table.name, Some(column), "not_null");
        let derived =
            name.strip_prefix(&derived).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
        (!derived).then(|| name.to_owned())
    }
}

impl Column {
    /// The name of its `NOT NULL` constraint in that table; `None` when it may be null.
    pub fn not_null_name(&self, table: &QName) -> Option<String> {
        let derived = || derive_name(&table.name, Some(&self.name), "not_null");
        self.not_null.then(|| self.not_null_constraint.name.clone().unwrap_or_else(derived))
    }
}

impl Table {
    /// The column whose `NOT NULL` constraint has that name.
    pub fn not_null_column(&self, name: &str) -> Option<&Column> {
        if self.constraints.contains_key(name) {
            return None;
        }
        let own = |column: &Column| NotNull::own_name(&self.name, &column.name, name);
        self.columns.iter().find(|column| column.not_null && own(column) == column.not_null_constraint.name)
    }

    /// Writes down every derived name before the table or one of its columns gets another: `NOT NULL` constraints and the
    /// sequences of identity columns keep theirs.
    pub(crate) fn pin_names(&mut self) {
        for column in self.columns.iter_mut() {
            column.not_null_constraint.name = column.not_null_name(&self.name);
            let sequence = column.identity_sequence(&self.name);
            if let Some(identity) = &mut column.identity {
                identity.sequence = sequence.map(|sequence| sequence.name);
            }
        }
    }

    /// Takes the names back that are the derived ones.
    pub(crate) fn settle_names(&mut self) {
        for column in self.columns.iter_mut() {
            let name = column.not_null_constraint.name.take();
            column.not_null_constraint.name =
                name.and_then(|name| NotNull::own_name(&self.name, &column.name, &name));
            if let Some(identity) = &mut column.identity {
                let name = identity.sequence.take();
                identity.sequence = name.and_then(|name| Identity::own_name(&self.name, &column.name, &name));
            }
        }
    }
}

impl Schema {
    /// Forgets the names of `NOT NULL` constraints, and everything else of them, that a server of that version does not
    /// keep: before 18 a column has none, before 17 a domain has none.
    pub fn forget_not_nulls(&mut self, version: u8) {
        if version < NAMED {
            for column in self.tables.values_mut().flat_map(|table| table.columns.iter_mut()) {
                column.not_null_constraint = NotNull::default();
            }
        }
        if version < NAMED_OF_DOMAIN {
            self.domains.values_mut().for_each(|domain| domain.not_null_name = None);
        }
    }

    /// Whether there is anything to forget for that version.
    pub(crate) fn names_not_nulls(&self, version: u8) -> bool {
        let mut columns = self.tables.values().flat_map(|table| &table.columns);
        version < NAMED && columns.any(|column| column.not_null_constraint != NotNull::default())
            || version < NAMED_OF_DOMAIN && self.domains.values().any(|domain| domain.not_null_name.is_some())
    }
}
