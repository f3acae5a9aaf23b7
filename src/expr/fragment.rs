//! A piece of SQL with its parameters: what an expression is while the program runs.

use std::fmt;
use std::sync::Arc;

use smallvec::SmallVec;

use super::search::Config;
use crate::params::Value;
use crate::select::{Definition, row_of};
use crate::table::TableInfo;
use crate::version::Version;
use crate::writer::Writer;

/// A piece of SQL. Its types are gone: they were for the compiler.
#[derive(Debug)]
pub struct Fragment {
    /// `column operator value` is what most are, and needs no allocation.
    pieces: SmallVec<[Piece; 3]>,
    level: Level,
}

#[derive(Debug)]
pub(crate) enum Piece {
    Text(&'static str),
    Column(&'static TableInfo, &'static str),
    /// Every column of a table; before them, where that is wanted, whether the row is there.
    Row(&'static TableInfo, bool),
    /// The column at this place of the rows that set operations give.
    Nth(usize),
    /// The column of a row before or after a change.
    Version(Version, &'static TableInfo, &'static str),
    /// The name of a text search configuration.
    Config(Config),
    Param(Value),
    Part(Box<dyn Part>),
}

/// A part of a statement that is written by itself: a subquery.
pub(crate) trait Part: fmt::Debug + Send + Sync {
    fn write<'p>(&'p self, writer: &mut Writer<'p>);

    /// Adds the CTEs that it reads.
    fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>);
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
    fn of(piece: Piece) -> Self {
        let mut pieces = SmallVec::new();
        pieces.push(piece);
        Self { pieces, level: Level::Atom }
    }

    pub(crate) fn column(table: &'static TableInfo, column: &'static str) -> Self {
        Self::of(Piece::Column(table, column))
    }

    /// A column of a row before or after a change, or of the one that could not be inserted.
    pub(crate) fn version(version: Version, table: &'static TableInfo, column: &'static str) -> Self {
        Self::of(Piece::Version(version, table, column))
    }

    /// Whether it reads rows before or after a change.
    pub(crate) fn has_versions(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Version(..)))
    }

    pub(crate) fn param(value: Value) -> Self {
        Self::of(Piece::Param(value))
    }

    pub(crate) fn text(text: &'static str) -> Self {
        Self::of(Piece::Text(text))
    }

    pub(crate) fn config(config: Config) -> Self {
        Self::of(Piece::Config(config))
    }

    /// Every column of a table.
    pub(crate) fn row(table: &'static TableInfo, shows_marker: bool) -> Self {
        Self::of(Piece::Row(table, shows_marker))
    }

    /// A subquery or another part that is written by itself.
    pub(crate) fn part(part: impl Part + 'static) -> Self {
        Self::of(Piece::Part(Box::new(part)))
    }

    /// `name(argument, argument)`; the name is written as it stands.
    pub(crate) fn call(name: &'static str, arguments: impl IntoIterator<Item = Self>) -> Self {
        Self::text(name).then(Self::list(arguments).enclosed("(", ")", Level::Atom))
    }

    /// `item, item`.
    pub(crate) fn list(items: impl IntoIterator<Item = Self>) -> Self {
        let mut list = Self { pieces: SmallVec::new(), level: Level::Or };
        for item in items {
            if !list.pieces.is_empty() {
                list.pieces.push(Piece::Text(", "));
            }
            list.pieces.extend(item.pieces);
        }
        list
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
        if !after.is_empty() {
            self.pieces.push(Piece::Text(after));
        }
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

    /// The column, where it is nothing but one.
    pub(crate) fn as_column(&self) -> Option<(&'static TableInfo, &'static str)> {
        match self.pieces.as_slice() {
            [Piece::Column(table, column)] => Some((table, column)),
            _ => None,
        }
    }

    /// The table, where it is all columns of one, and whether a cell before them says if the row is there.
    pub(crate) fn as_row(&self) -> Option<(&'static TableInfo, bool)> {
        match self.pieces.as_slice() {
            [Piece::Row(table, marker)] => Some((table, *marker)),
            _ => None,
        }
    }

    /// How many columns it is in a list of such.
    pub(crate) fn width(&self) -> usize {
        self.as_row().map_or(1, |(table, marker)| usize::from(marker) + table.columns.len())
    }

    /// Replaces columns by their places in the rows of set operations, where `place` knows one.
    pub(crate) fn place_columns(
        &mut self,
        place: impl Fn(&'static TableInfo, &'static str) -> Option<usize>,
    ) {
        for piece in &mut self.pieces {
            if let Piece::Column(table, column) = *piece
                && let Some(nth) = place(table, column)
            {
                *piece = Piece::Nth(nth);
            }
        }
    }

    /// Whether a value is bound in it.
    pub(crate) fn has_params(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Param(_) | Piece::Part(_)))
    }

    /// Whether both say the same, with the same values.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let text = |fragment: &Self| {
            let mut writer = Writer::default();
            fragment.write(&mut writer);
            (writer.sql, format!("{:?}", writer.params))
        };
        text(self) == text(other)
    }

    pub(crate) fn level(&self) -> Level {
        self.level
    }

    pub(crate) fn write<'p>(&'p self, writer: &mut Writer<'p>) {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => {
                    writer.text(text);
                }
                Piece::Column(table, column) => {
                    writer.column(table, column);
                }
                Piece::Row(table, shows_marker) => row_of(writer, table, *shows_marker),
                Piece::Nth(nth) => {
                    writer.text("\"row\".").nth(*nth);
                }
                Piece::Version(_, table, column) if writer.changes_nothing => {
                    writer.column(table, column);
                }
                Piece::Version(version, _, column) => {
                    writer.text(version.name()).text(".").name(column);
                }
                Piece::Config(config) => {
                    writer.text(&config.literal());
                }
                Piece::Param(value) => {
                    writer.param(value.as_ref());
                }
                Piece::Part(part) => part.write(writer),
            }
        }
    }

    /// Adds the CTEs that are read in it.
    pub(crate) fn definitions<'q>(&'q self, out: &mut Vec<&'q Arc<Definition>>) {
        self.parts().for_each(|part| part.definitions(out));
    }

    /// The parts written by themselves.
    fn parts(&self) -> impl Iterator<Item = &dyn Part> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Part(part) => Some(part.as_ref()),
            Piece::Text(_)
            | Piece::Column(..)
            | Piece::Row(..)
            | Piece::Nth(_)
            | Piece::Version(..)
            | Piece::Config(_)
            | Piece::Param(_) => None,
        })
    }
}
