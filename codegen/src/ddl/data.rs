//! Statements that change no object: settings, guards that look at rows, sequences that catch up with them.

use std::fmt::{self, Display, Formatter};

use super::quote::{Ident, Literal, Literals, Name};
use crate::model::QName;

/// A statement that the schema does not show. Each but the settings carries `-- @opaque` for the replay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataStatement {
    /// `SET check_function_bodies = off`: bodies may name what comes later.
    UncheckedBodies,
    /// `SET timezone = 'UTC'`: what a timestamp without a zone means when it gets one. In UTC it also stays as it is.
    Utc,
    /// Stops when a row still holds one of the values that an enum loses.
    GuardEnum {
        /// The table.
        table: QName,
        /// The column.
        column: String,
        /// Whether the column is an array of the enum.
        array: bool,
        /// The enum.
        name: QName,
        /// The values that go.
        values: Vec<String>,
    },
    /// Brings a sequence up to the least number that it will have.
    AtLeast {
        /// The sequence.
        sequence: QName,
        /// The least number.
        min: i64,
    },
    /// Brings a sequence that counts down to the greatest number that it will have.
    AtMost {
        /// The sequence.
        sequence: QName,
        /// The greatest number.
        max: i64,
    },
    /// Brings the sequence inside an identity column up to the least number that it will have, or down to the greatest.
    Within {
        /// The table.
        table: QName,
        /// The column.
        column: String,
        /// The number.
        bound: i64,
        /// Whether it counts down.
        down: bool,
    },
    /// Sets the sequence behind a column to follow the greatest value (the least, when it counts down).
    CatchUp {
        /// The table.
        table: QName,
        /// The column.
        column: String,
        /// The step of the sequence.
        increment: i64,
        /// Its first value, for a table that has none beyond it.
        start: i64,
    },
}

impl Display for DataStatement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utc => f.write_str("SET timezone = 'UTC'"),
            Self::UncheckedBodies => f.write_str("SET check_function_bodies = off"),
            Self::GuardEnum { table, column, array, name, values } => {
                f.write_str("-- @opaque\n")?;
                let held = if *array {
                    format!("{}::text[] && ARRAY[{}]", Ident(column), Literals(values))
                } else {
                    format!("{}::text IN ({})", Ident(column), Literals(values))
                };
                let message =
                    format!("{table}.{column} still holds a value that {name} loses: {}", values.join(", "));
                writeln!(f, "DO $guard$\nBEGIN")?;
                writeln!(f, "    IF EXISTS (SELECT FROM {} WHERE {held}) THEN", Name(table))?;
                writeln!(f, "        RAISE EXCEPTION USING MESSAGE = {},", Literal(&message))?;
                writeln!(f, "            HINT = 'Update those rows first, then run this again.';")?;
                f.write_str("    END IF;\nEND\n$guard$")
            }
            Self::AtLeast { sequence, min } => bring(f, sequence, "greatest", *min),
            Self::AtMost { sequence, max } => bring(f, sequence, "least", *max),
            Self::Within { table, column, bound, down } => {
                let (function, past) = if *down { ("least", "<=") } else { ("greatest", ">=") };
                let (table, column) = (Literal(&Name(table).to_string()).to_string(), Literal(column));
                let last = "pg_sequence_last_value(it)";
                f.write_str("-- @opaque\n")?;
                write!(
                    f,
                    "SELECT setval(it, {function}({last}, {bound}), coalesce({last} {past} {bound}, false)) "
                )?;
                write!(f, "FROM (SELECT pg_get_serial_sequence({table}, {column})::regclass AS it) AS s")
            }
            Self::CatchUp { table, column, increment, start } => {
                f.write_str("-- @opaque\n")?;
                let (bound, sign, of) =
                    if *increment < 0 { ("min", "-", "least") } else { ("max", "+", "greatest") };
                let step = increment.unsigned_abs();
                let sequence = Literal(&Name(table).to_string()).to_string();
                write!(f, "SELECT setval(pg_get_serial_sequence({sequence}, {}), ", Literal(column))?;
                let column = Ident(column);
                write!(f, "{of}({bound}({column}) {sign} {step}, {start}), false) FROM {}", Name(table))
            }
        }
    }
}

fn bring(f: &mut Formatter<'_>, sequence: &QName, function: &str, bound: i64) -> fmt::Result {
    let name = Name(sequence).to_string();
    let literal = Literal(&name).to_string();
    write!(f, "-- @opaque\nSELECT setval({literal}, {function}(last_value, {bound}), is_called) FROM {name}")
}
