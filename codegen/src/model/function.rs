//! A function or procedure.

use serde::{Deserialize, Serialize};

use super::{Expr, QName, Type};

/// A function or procedure. Its identity is the name with the types of its input arguments; everything after the
/// arguments is kept whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Its name.
    pub name: QName,
    /// Function or procedure.
    pub kind: FunctionKind,
    /// The arguments, in order.
    pub arguments: Vec<Argument>,
    /// Of an ordered-set aggregate: how many of the arguments come before `ORDER BY`.
    pub direct: Option<usize>,
    /// From after the argument list to before the final semicolon: `RETURNS .. LANGUAGE .. AS ..`. The body of a
    /// dollar-quoted string is compared letter by letter, the words around it as an expression is.
    pub definition: Expr,
    /// `COMMENT ON FUNCTION`.
    pub comment: Option<String>,
}

/// What `CREATE` made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FunctionKind {
    /// `CREATE FUNCTION`.
    Function,
    /// `CREATE PROCEDURE`.
    Procedure,
    /// `CREATE AGGREGATE`: the definition is the list of its options.
    Aggregate,
}

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// `IN`, `OUT`, `INOUT` or `VARIADIC`.
    pub mode: ArgumentMode,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its type.
    pub ty: Type,
    /// `DEFAULT`.
    pub default: Option<Expr>,
}

/// The direction of an argument.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArgumentMode {
    /// `IN`, the default.
    #[default]
    In,
    /// `OUT`.
    Out,
    /// `INOUT`.
    InOut,
    /// `VARIADIC`.
    Variadic,
}

impl FunctionKind {
    /// The word for it: `function`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Procedure => "procedure",
            Self::Aggregate => "aggregate",
        }
    }
}

impl Function {
    /// The types that are part of its identity: those of `IN`, `INOUT` and `VARIADIC` arguments.
    pub fn signature(&self) -> Vec<Type> {
        self.arguments.iter().filter(|a| a.mode != ArgumentMode::Out).map(|a| a.ty.clone()).collect()
    }
}
