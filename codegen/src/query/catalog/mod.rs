//! PostgreSQL's own types, casts, operators, functions and system tables, and those of common extensions.
//!
//! The text files were written by a server (`generate.sql`) and are searched as they are: nothing is parsed that a
//! statement does not ask for.

use super::lines;
use super::types::Ty;

const TYPES: &str = include_str!("types.txt");
const CASTS: &str = include_str!("casts.txt");
const OPERATORS: &str = include_str!("operators.txt");
const FUNCTIONS: &str = include_str!("functions.txt");
const RELATIONS: &str = include_str!("relations.txt");

/// A type.
pub(crate) struct OwnType {
    /// `pg_type.typtype`.
    pub(crate) kind: char,
    pub(crate) category: char,
    pub(crate) preferred: bool,
    /// Of a range, what it is over and its multirange; of a multirange, its range.
    pub(crate) related: &'static str,
    /// The extension that it belongs to, or nothing.
    pub(crate) extension: &'static str,
}

/// The type of that name.
pub(crate) fn type_of(name: &str) -> Option<OwnType> {
    let mut fields = lines::find(TYPES, name).next()?;
    let mut next = || fields.next().unwrap_or_default();
    let letter = |field: &str| field.chars().next().unwrap_or(' ');
    Some(OwnType {
        kind: letter(next()),
        category: letter(next()),
        preferred: next() == "1",
        related: next(),
        extension: next(),
    })
}

/// The names of all types.
pub(crate) fn type_names() -> impl Iterator<Item = &'static str> {
    lines::starting(TYPES, "")
}

/// `i`, `a` or `e`: when a value of one type becomes another; `None` when never.
pub(crate) fn cast(source: &str, target: &str) -> Option<char> {
    lines::find(CASTS, source).find_map(|mut fields| {
        let is_target = fields.next() == Some(target);
        is_target.then(|| fields.next().and_then(|context| context.chars().next())).flatten()
    })
}

/// An operator.
#[derive(Clone, Debug)]
pub(crate) struct Operator {
    /// `None` is an operator with one operand.
    pub(crate) left: Option<Ty>,
    pub(crate) right: Ty,
    pub(crate) result: Ty,
    /// Whether it is one of the schema's own, of which nothing more is known.
    pub(crate) own: bool,
}

/// The operators of that name whose extension is there.
pub(crate) fn operators(name: &str, has: impl Fn(&str) -> bool) -> Vec<Operator> {
    let parsed = lines::find(OPERATORS, name).filter_map(|mut fields| {
        let (left, right, result) = (fields.next()?, fields.next()?, fields.next()?);
        let extension = fields.nth(1)?;
        (extension.is_empty() || has(extension)).then(|| Operator {
            left: (!left.is_empty()).then(|| Ty::new(left)),
            right: Ty::new(right),
            result: Ty::new(result),
            own: false,
        })
    });
    parsed.collect()
}

/// A function.
#[derive(Clone, Debug, Default)]
pub(crate) struct Function {
    /// `f`, `p` for a procedure, `w` for a window function; of aggregates `n`, `o` (ordered set) or `h` (hypothetical set).
    pub(crate) kind: char,
    pub(crate) args: Vec<Ty>,
    /// The names of the arguments, or nothing.
    pub(crate) names: Vec<String>,
    pub(crate) result: Option<Ty>,
    pub(crate) set: bool,
    /// Whether NULL for an argument gives NULL.
    pub(crate) strict: bool,
    pub(crate) variadic: bool,
    pub(crate) defaults: usize,
    /// Of an ordered-set aggregate: how many arguments stand before `WITHIN GROUP`.
    pub(crate) direct: usize,
    /// The columns of its result, where it has several.
    pub(crate) outs: Vec<(String, Ty)>,
    /// Whether it is one of the schema's own, of which nothing more is known.
    pub(crate) own: bool,
}

impl Function {
    pub(crate) fn is_aggregate(&self) -> bool {
        matches!(self.kind, 'n' | 'o' | 'h')
    }

    pub(crate) fn result(&self) -> Ty {
        self.result.clone().unwrap_or_else(|| Ty::new("void"))
    }
}

/// The functions of that name whose extension is there.
pub(crate) fn functions(name: &str, has: impl Fn(&str) -> bool) -> Vec<Function> {
    let parsed = lines::find(FUNCTIONS, name).filter_map(|fields| {
        let fields: Vec<&str> = fields.collect();
        let [kind, args, result, flags, defaults, direct, names, outs, extension] = fields[..] else {
            return None;
        };
        if !extension.is_empty() && !has(extension) {
            return None;
        }
        let args: Vec<Ty> = args.split(' ').filter(|arg| !arg.is_empty()).map(Ty::new).collect();
        let outs = outs.split(' ').filter_map(|out| out.rsplit_once(':'));
        Some(Function {
            kind: kind.chars().next().unwrap_or('f'),
            names: if args.is_empty() { Vec::new() } else { names.split(' ').map(str::to_owned).collect() },
            args,
            result: Some(Ty::new(result)),
            set: flags.contains('r'),
            strict: flags.contains('s'),
            variadic: flags.contains('v'),
            defaults: defaults.parse().unwrap_or(0),
            direct: direct.parse().unwrap_or(0),
            outs: outs.map(|(name, ty)| (name.to_owned(), Ty::new(ty))).collect(),
            own: false,
        })
    });
    parsed.collect()
}

/// The names of all functions.
pub(crate) fn function_names() -> impl Iterator<Item = &'static str> {
    lines::starting(FUNCTIONS, "")
}

/// The columns of a system table: name, type, whether it is never NULL. Those of `information_schema` have it before their name.
pub(crate) fn relation(name: &str) -> Option<Vec<(&'static str, &'static str, bool)>> {
    let mut fields = lines::find(RELATIONS, name).next()?;
    fields.next();
    let columns = fields.next().unwrap_or_default().split(' ').filter_map(|column| {
        let mut parts = column.split(':');
        Some((parts.next()?, parts.next()?, parts.next() == Some("n")))
    });
    Some(columns.collect())
}
