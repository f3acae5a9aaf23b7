//! A piece of SQL with its parameters: what an expression is while the program runs.

use crate::params::Value;
use crate::table::TableInfo;
use crate::writer::Writer;

/// A piece of SQL. Its types are gone: they were for the compiler.
#[derive(Debug)]
pub struct Fragment {
    pieces: Vec<Piece>,
    level: Level,
}

#[derive(Debug)]
enum Piece {
    Text(&'static str),
    Column(&'static TableInfo, &'static str),
    Excluded(&'static str),
    Param(Value),
}

/// How tightly the outermost operator binds, loosest first (manual: "Operator Precedence", 4.1.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Or,
    And,
    Not,
    Is,
    Compare,
    Like,
    Other,
    Add,
    Multiply,
    Atom,
}

impl Level {
    /// The next tighter level: what an operand must have where the operator does not associate.
    fn tighter(self) -> Self {
        match self {
            Self::Or => Self::And,
            Self::And => Self::Not,
            Self::Not => Self::Is,
            Self::Is => Self::Compare,
            Self::Compare => Self::Like,
            Self::Like => Self::Other,
            Self::Other => Self::Add,
            Self::Add => Self::Multiply,
            Self::Multiply | Self::Atom => Self::Atom,
        }
    }
}

impl Fragment {
    pub(crate) fn column(table: &'static TableInfo, column: &'static str) -> Self {
        Self { pieces: vec![Piece::Column(table, column)], level: Level::Atom }
    }

    /// The row that could not be inserted, in `ON CONFLICT .. DO UPDATE`.
    pub(crate) fn excluded(column: &'static str) -> Self {
        Self { pieces: vec![Piece::Excluded(column)], level: Level::Atom }
    }

    pub(crate) fn param(value: Value) -> Self {
        Self { pieces: vec![Piece::Param(value)], level: Level::Atom }
    }

    pub(crate) fn text(text: &'static str) -> Self {
        Self { pieces: vec![Piece::Text(text)], level: Level::Atom }
    }

    /// `left operator right`; the operator does not associate, or it is AND, OR.
    pub(crate) fn binary(self, level: Level, operator: &'static str, right: Self) -> Self {
        let associates = matches!(level, Level::And | Level::Or);
        let (for_left, for_right) = match level {
            Level::Add | Level::Multiply => (level, level.tighter()),
            _ if associates => (level, level),
            _ => (level.tighter(), level.tighter()),
        };
        let mut left = self.at_least(for_left);
        left.pieces.push(Piece::Text(operator));
        left.pieces.extend(right.at_least(for_right).pieces);
        left.level = level;
        left
    }

    /// `operand operator`.
    pub(crate) fn suffix(self, level: Level, operator: &'static str) -> Self {
        let mut operand = self.at_least(level.tighter());
        operand.pieces.push(Piece::Text(operator));
        operand.level = level;
        operand
    }

    /// `before operand after`, where the two enclose it.
    pub(crate) fn enclosed(mut self, before: &'static str, after: &'static str, level: Level) -> Self {
        self.pieces.insert(0, Piece::Text(before));
        self.pieces.push(Piece::Text(after));
        self.level = level;
        self
    }

    /// `NOT operand`.
    pub(crate) fn negated(self) -> Self {
        self.at_least(Level::Not).enclosed("NOT ", "", Level::Not)
    }

    /// In parentheses where it binds more loosely than wanted.
    pub(crate) fn at_least(self, level: Level) -> Self {
        if self.level >= level { self } else { self.enclosed("(", ")", Level::Atom) }
    }

    /// The same text, as an operator of another level.
    pub(crate) fn at_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Puts another piece behind this one, as it is.
    pub(crate) fn then(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self
    }

    pub(crate) fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => writer.text(text),
                Piece::Column(table, column) => writer.column(table, column),
                Piece::Excluded(column) => writer.text("EXCLUDED.").name(column),
                Piece::Param(value) => writer.param(value.as_ref()),
            };
        }
    }
}
