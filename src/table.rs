//! What the runtime knows of a table.

use crate::Result;
use crate::row::Cells;

/// A struct that is a row of a table. Derived: `#[derive(Table)]`.
///
/// ```
/// use tablewright::Table;
///
/// #[derive(Debug, PartialEq, Table)]
/// struct Todo {
///     #[column(primary_key, identity)]
///     id: i64,
///     title: String,
///     #[column(default = "false")]
///     done: bool,
/// }
///
/// let new = NewTodo::new("buy milk").done(true);
/// assert_eq!(new.title, "buy milk");
/// assert_eq!(Todo::TITLE.name(), "title");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    note = "derive it: `#[derive(Table)]` on a struct with one field for each column"
)]
pub trait Table: Sized + Send + 'static {
    /// Its name and columns.
    const INFO: &'static TableInfo;

    /// Reads a row: one cell for each column, in the order of [`TableInfo::columns`].
    ///
    /// # Errors
    /// A cell whose value does not fit the field's type.
    fn decode(cells: &mut Cells<'_>) -> Result<Self>;
}

/// What a query selects from: a [`Table`], an [`alias!`](crate::alias) of one, or the rows of a subquery.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that can be selected from",
    note = "select from a struct with `#[derive(Table)]`, or from an alias of one: `tablewright::alias!(Parent = Todo)`"
)]
pub trait Source: Sized + Send + 'static {
    /// Its rows.
    type Row: Send + 'static;

    /// Its name and columns.
    const SOURCE: &'static TableInfo;

    /// Reads a row: one cell for each column, in the order of [`TableInfo::columns`].
    ///
    /// # Errors
    /// A cell whose value does not fit the field's type.
    fn read(cells: &mut Cells<'_>) -> Result<Self::Row>;
}

/// What stands in the database by its name: a [`Table`] or an alias of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    label = "the database has nothing of that name",
    note = "derive `Table` on a struct with one field for each column; a subquery or CTE is joined by its value: `.inner_join_query(..)`"
)]
pub trait Stored: Source {}

#[diagnostic::do_not_recommend]
impl<T: Table> Stored for T {}

/// A second name of a table: made by [`alias!`](crate::alias).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an alias of `{T}`",
    label = "this is a column of `{T}`",
    note = "make one: `tablewright::alias!(Parent = {T})`"
)]
pub trait AliasOf<T>: Source {}

/// A name that a query gives to rows: a struct with `#[derive(FromRow)]`, or an alias.
#[diagnostic::on_unimplemented(
    message = "these rows have no name to refer to them by",
    label = "a subquery's rows need one",
    note = "derive `FromRow` on a struct and add `.rows_as::<Struct>()`, or `.named(Alias)` after `tablewright::alias!(Alias = Todo)`"
)]
pub trait Name: Source {}

impl<T: Table> Source for T {
    type Row = T;
    const SOURCE: &'static TableInfo = T::INFO;
    fn read(cells: &mut Cells<'_>) -> Result<T> {
        T::decode(cells)
    }
}

/// The name and columns of a table.
#[derive(Debug)]
pub struct TableInfo {
    /// Its namespace; `None` is found by the server's `search_path`, in which `public` stands by default.
    pub namespace: Option<&'static str>,
    /// Its name.
    pub name: &'static str,
    /// What it is called in the statement, where that is not its name.
    pub alias: Option<&'static str>,
    /// Each column's name and SQL type without modifiers.
    pub columns: &'static [(&'static str, &'static str)],
    /// The columns of its primary key.
    pub primary_key: &'static [&'static str],
    /// The position of a column that is never NULL: it tells whether a left-joined row is there.
    pub key: Option<usize>,
}

impl TableInfo {
    /// Whether a statement means the same by both.
    pub(crate) fn is_called_as(&self, other: &Self) -> bool {
        self.alias == other.alias && self.name == other.name && self.namespace == other.namespace
    }

    /// The position of a column.
    pub(crate) fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|(name, _)| *name == column)
    }
}

/// The name of a constraint, for [`Error::violates`](crate::Error::violates): `Todo::TODO_TITLE_KEY`.
pub struct Constraint<T> {
    name: &'static str,
    table: std::marker::PhantomData<fn() -> T>,
}

impl<T> Clone for Constraint<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Constraint<T> {}

impl<T> Constraint<T> {
    /// A constraint of the table `T`, by its name in the database.
    pub const fn new(name: &'static str) -> Self {
        Self { name, table: std::marker::PhantomData }
    }

    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<T> std::fmt::Debug for Constraint<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Constraint({})", self.name)
    }
}
