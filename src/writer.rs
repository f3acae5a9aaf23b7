//! Where a statement is put together: its text, and what is bound to it.

use std::fmt::Write;

use crate::params::Param;
use crate::quote::identifier;
use crate::table::TableInfo;

/// The text of a statement and its parameters, in the order of `$1`, `$2`, ...
pub(crate) struct Writer<'p> {
    pub(crate) sql: String,
    pub(crate) params: Vec<Param<'p>>,
    /// The CTEs that the statement has defined so far.
    pub(crate) defined: Vec<usize>,
    /// The statement returns rows that it leaves as they are: before and after are the same.
    pub(crate) changes_nothing: bool,
    /// Columns stand without their table, and values as text where this can write them: see `insert/literal.rs`.
    pub(crate) inline: Option<(&'static TableInfo, Literal)>,
}

/// Room for most statements, so that writing one allocates twice.
impl Default for Writer<'_> {
    fn default() -> Self {
        Self {
            sql: String::with_capacity(512),
            params: Vec::with_capacity(8),
            defined: Vec::new(),
            changes_nothing: false,
            inline: None,
        }
    }
}

/// How a value is written as text.
pub(crate) type Literal = fn(Param<'_>, &TableInfo) -> Option<String>;

impl<'p> Writer<'p> {
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.sql.push_str(text);
        self
    }

    pub(crate) fn name(&mut self, name: &str) -> &mut Self {
        identifier(&mut self.sql, name);
        self
    }

    pub(crate) fn table(&mut self, table: &TableInfo) -> &mut Self {
        if let Some(namespace) = table.namespace {
            self.name(namespace).text(".");
        }
        self.name(table.name)
    }

    /// What the table is called in the statement.
    pub(crate) fn source(&mut self, table: &TableInfo) -> &mut Self {
        match table.alias {
            Some(alias) => self.name(alias),
            None => self.table(table),
        }
    }

    pub(crate) fn column(&mut self, table: &TableInfo, column: &str) -> &mut Self {
        match self.inline {
            None => self.source(table).text(".").name(column),
            Some(_) => self.name(column),
        }
    }

    /// The name of the column at a place, in rows whose columns have no names of their own.
    pub(crate) fn nth(&mut self, nth: usize) -> &mut Self {
        let _ = write!(self.sql, "\"c{nth}\"");
        self
    }

    pub(crate) fn param(&mut self, value: Param<'p>) -> &mut Self {
        if let Some(text) = self.inline.and_then(|(table, literal)| literal(value, table)) {
            return self.text(&text);
        }
        self.params.push(value);
        let number = self.params.len();
        // Writing to a `String` cannot fail.
        let _ = write!(self.sql, "${number}");
        self
    }

    /// Writes the items with a separator between them.
    pub(crate) fn list<I: IntoIterator>(
        &mut self,
        items: I,
        separator: &str,
        mut write: impl FnMut(&mut Self, I::Item),
    ) -> &mut Self {
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                self.text(separator);
            }
            write(self, item);
        }
        self
    }
}
