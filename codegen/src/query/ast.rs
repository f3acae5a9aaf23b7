//! A statement as a tree: plain data with places.

use super::mistake::Span;

/// A name with its place.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// A type as it is written, with the words of the grammar replaced by the type's name.
#[derive(Clone, Debug)]
pub(crate) struct TypeName {
    pub(crate) schema: Option<String>,
    pub(crate) name: String,
    pub(crate) array: bool,
    pub(crate) span: Span,
}

/// An expression with its place.
#[derive(Clone, Debug)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) span: Span,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub(crate) enum ExprKind {
    Column(Vec<Name>),
    /// `*`, `t.*`.
    Star(Vec<Name>),
    Param(usize),
    Integer(String),
    Decimal,
    Str(String),
    Bits,
    Bool,
    Null,
    /// `DEFAULT`, where a value is written.
    Default,
    Cast(Box<Expr>, TypeName),
    Unary(Op, Box<Expr>),
    Binary(Op, Box<Expr>, Box<Expr>),
    /// `AND`, `OR`.
    Logic(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    /// `IS [NOT] NULL`.
    IsNull(Box<Expr>),
    /// `IS [NOT] TRUE | FALSE | UNKNOWN`.
    IsBool(Box<Expr>),
    /// `IS JSON`, `IS DOCUMENT`, `IS NORMALIZED`: never NULL unless what is tested is.
    IsText(Box<Expr>),
    Distinct(Box<Expr>, Box<Expr>),
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    InList(Box<Expr>, Vec<Expr>),
    InQuery(Box<Expr>, Box<Query>),
    /// `LIKE .. ESCAPE ..`: operator, text, pattern, escape.
    Like(Op, Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// `a = ANY (array)`.
    AnyArray(Op, Box<Expr>, Box<Expr>),
    /// `a = ANY (SELECT ..)`.
    AnyQuery(Op, Box<Expr>, Box<Query>),
    Exists(Box<Query>),
    Scalar(Box<Query>),
    ArrayQuery(Box<Query>),
    Array(Vec<Expr>),
    Row(Vec<Expr>),
    Case(Option<Box<Expr>>, Vec<(Expr, Expr)>, Option<Box<Expr>>),
    Coalesce(Vec<Expr>),
    /// `GREATEST`, `LEAST`; the name.
    Greatest(&'static str, Vec<Expr>),
    NullIf(Box<Expr>, Box<Expr>),
    Call(Box<Call>),
    /// A value that has a keyword for a name, such as `CURRENT_DATE`: its name, its type.
    Keyword(&'static str, &'static str),
    Grouping(Vec<Expr>),
    Subscript(Box<Expr>, Vec<Index>),
    Field(Box<Expr>, Name),
    /// `(row).*`.
    Fields(Box<Expr>),
    Collate(Box<Expr>),
    /// A constructor of the SQL/JSON or XML standard: its column's name, its type, whether it may be NULL.
    Standard(&'static str, TypeName, bool, Vec<Expr>),
}

/// `[1]` or `[1:2]`.
#[derive(Clone, Debug)]
pub(crate) enum Index {
    At(Expr),
    Slice(Option<Expr>, Option<Expr>),
}

/// An operator.
#[derive(Clone, Debug)]
pub(crate) struct Op {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// A call of a function.
#[derive(Clone, Debug, Default)]
pub(crate) struct Call {
    pub(crate) name: Vec<Name>,
    /// What the column is called, where the grammar has a word of its own for a function.
    pub(crate) label: Option<&'static str>,
    pub(crate) args: Vec<Arg>,
    /// `count(*)`.
    pub(crate) star: bool,
    pub(crate) distinct: bool,
    pub(crate) variadic: bool,
    pub(crate) order_by: Vec<OrderBy>,
    pub(crate) within: bool,
    pub(crate) filter: Option<Expr>,
    pub(crate) over: Option<Over>,
}

/// An argument.
#[derive(Clone, Debug)]
pub(crate) struct Arg {
    pub(crate) name: Option<Name>,
    pub(crate) value: Expr,
}

/// `OVER`.
#[derive(Clone, Debug)]
pub(crate) enum Over {
    Named(Name),
    Window(Window),
}

/// A window.
#[derive(Clone, Debug, Default)]
pub(crate) struct Window {
    pub(crate) base: Option<Name>,
    pub(crate) partition: Vec<Expr>,
    pub(crate) order_by: Vec<OrderBy>,
    pub(crate) has_frame: bool,
    pub(crate) offsets: Vec<Expr>,
}

/// An item of `ORDER BY`.
#[derive(Clone, Debug)]
pub(crate) struct OrderBy {
    pub(crate) expr: Expr,
}

/// A query with what stands around it.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) with: Option<With>,
    pub(crate) body: Body,
    pub(crate) order_by: Vec<OrderBy>,
    pub(crate) limit: Vec<Expr>,
    /// The tables of `FOR UPDATE OF`.
    pub(crate) locked: Vec<Name>,
    pub(crate) locks: Option<Span>,
    pub(crate) span: Span,
}

/// What a query selects.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Select(Box<Select>),
    Values(Vec<Vec<Expr>>, Span),
    Query(Box<Query>),
    Set { word: &'static str, left: Box<Body>, right: Box<Body>, span: Span },
}

/// `WITH`.
#[derive(Clone, Debug)]
pub(crate) struct With {
    pub(crate) recursive: bool,
    pub(crate) ctes: Vec<Cte>,
}

/// One query of `WITH`.
#[derive(Clone, Debug)]
pub(crate) struct Cte {
    pub(crate) name: Name,
    pub(crate) columns: Vec<Name>,
    pub(crate) statement: Statement,
    /// The columns that `SEARCH` and `CYCLE` add, with their types.
    pub(crate) added: Vec<(Name, &'static str)>,
}

/// `SELECT`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Select {
    pub(crate) distinct: bool,
    pub(crate) distinct_on: Vec<Expr>,
    pub(crate) targets: Vec<Target>,
    pub(crate) from: Vec<From>,
    pub(crate) filter: Option<Expr>,
    pub(crate) group: Vec<Group>,
    pub(crate) having: Option<Expr>,
    pub(crate) windows: Vec<(Name, Window)>,
    pub(crate) span: Span,
}

/// A result column.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) expr: Expr,
    pub(crate) alias: Option<Name>,
}

/// An item of `GROUP BY`.
#[derive(Clone, Debug)]
pub(crate) enum Group {
    Expr(Expr),
    /// `ROLLUP`, `CUBE`, `GROUPING SETS`, `()`: columns may be NULL because of them.
    Sets(Vec<Group>),
}

/// The alias of a source.
#[derive(Clone, Debug)]
pub(crate) struct Alias {
    pub(crate) name: Name,
    pub(crate) columns: Vec<Name>,
}

/// A source of rows.
#[derive(Clone, Debug)]
pub(crate) enum From {
    Table { name: Vec<Name>, alias: Option<Alias>, sample: Vec<Expr>, span: Span },
    Query { query: Box<Query>, lateral: bool, alias: Option<Alias>, span: Span },
    Call { calls: Vec<Function>, ordinality: bool, alias: Option<Alias>, span: Span },
    Join { left: Box<From>, right: Box<From>, kind: JoinKind, on: JoinOn, alias: Option<Alias>, span: Span },
}

/// A function in `FROM`, with the columns that are written for a record.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) call: Expr,
    pub(crate) columns: Option<Vec<(Name, TypeName)>>,
}

/// The kind of a join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JoinKind {
    Inner,
    Left,
    Right,
    Full,
    Cross,
}

/// What a join goes by.
#[derive(Clone, Debug)]
pub(crate) enum JoinOn {
    Nothing,
    Expr(Expr),
    Using(Vec<Name>, Option<Name>),
    Natural,
}

/// A statement.
#[derive(Clone, Debug)]
pub(crate) enum Statement {
    Query(Query),
    Insert(Box<Insert>),
    Update(Box<Update>),
    Delete(Box<Delete>),
    Merge(Box<Merge>),
    /// Everything else: bound, not checked.
    Other,
}

/// The table that a statement writes to.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) name: Vec<Name>,
    pub(crate) alias: Option<Name>,
    pub(crate) span: Span,
}

/// `RETURNING`.
#[derive(Clone, Debug)]
pub(crate) struct Returning {
    pub(crate) old: Option<Name>,
    pub(crate) new: Option<Name>,
    pub(crate) targets: Vec<Target>,
}

/// `INSERT`.
#[derive(Clone, Debug)]
pub(crate) struct Insert {
    pub(crate) with: Option<With>,
    pub(crate) table: Written,
    pub(crate) values: NewRow,
    pub(crate) conflict: Option<Conflict>,
    pub(crate) returning: Option<Returning>,
}

/// The columns of a new row, and where their values come from.
#[derive(Clone, Debug)]
pub(crate) struct NewRow {
    pub(crate) columns: Vec<Name>,
    /// The part of each column that is meant.
    pub(crate) parts: Vec<Vec<Part>>,
    pub(crate) overriding_system: bool,
    /// `None` is `DEFAULT VALUES`.
    pub(crate) source: Option<Query>,
    pub(crate) span: Span,
}

/// A step into a column that is written.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    Field(Name),
    Element,
    Slice,
}

/// `ON CONFLICT`.
#[derive(Clone, Debug)]
pub(crate) struct Conflict {
    pub(crate) columns: Vec<Expr>,
    pub(crate) filter: Option<Expr>,
    pub(crate) constraint: Option<Name>,
    /// `DO UPDATE SET`; `None` is `DO NOTHING`.
    pub(crate) sets: Option<Vec<Set>>,
    pub(crate) update_filter: Option<Expr>,
    pub(crate) span: Span,
}

/// `column = value`, `(a, b) = (..)`.
#[derive(Clone, Debug)]
pub(crate) struct Set {
    pub(crate) columns: Vec<Name>,
    /// The part of each column that is meant.
    pub(crate) parts: Vec<Vec<Part>>,
    pub(crate) value: Expr,
    pub(crate) is_row: bool,
}

/// `UPDATE`.
#[derive(Clone, Debug)]
pub(crate) struct Update {
    pub(crate) with: Option<With>,
    pub(crate) table: Written,
    pub(crate) sets: Vec<Set>,
    pub(crate) from: Vec<From>,
    pub(crate) filter: Option<Expr>,
    pub(crate) returning: Option<Returning>,
}

/// `DELETE`.
#[derive(Clone, Debug)]
pub(crate) struct Delete {
    pub(crate) with: Option<With>,
    pub(crate) table: Written,
    pub(crate) using: Vec<From>,
    pub(crate) filter: Option<Expr>,
    pub(crate) returning: Option<Returning>,
}

/// `MERGE`.
#[derive(Clone, Debug)]
pub(crate) struct Merge {
    pub(crate) with: Option<With>,
    pub(crate) table: Written,
    pub(crate) source: From,
    pub(crate) on: Expr,
    pub(crate) whens: Vec<When>,
    pub(crate) returning: Option<Returning>,
}

/// `WHEN .. THEN`.
#[derive(Clone, Debug)]
pub(crate) struct When {
    pub(crate) matched: bool,
    /// `NOT MATCHED BY SOURCE`.
    pub(crate) by_source: bool,
    pub(crate) condition: Option<Expr>,
    pub(crate) action: Action,
}

/// What `MERGE` does.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    Nothing,
    Delete,
    Update(Vec<Set>),
    Insert(Box<NewRow>),
}
