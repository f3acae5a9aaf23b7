//! `tsvector`.

use std::error::Error;

use bytes::{Buf, BufMut, BytesMut};
use serde::{Deserialize, Serialize};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

/// The searchable form of a text: its lexemes in order. Usually a generated column that is only read and searched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TsVector {
    /// Each lexeme once; the server keeps them sorted by length and bytes.
    pub lexemes: Vec<Lexeme>,
}

/// A normalised word with the places where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Lexeme {
    /// The word.
    pub word: String,
    /// Where it stands; may be empty.
    pub positions: Vec<Position>,
}

/// A place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Counted in words from 1; 16,383 stands for everything behind it.
    pub at: u16,
    /// How much it counts.
    pub weight: Weight,
}

/// How much a lexeme counts at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Weight {
    /// Most.
    A,
    /// Much.
    B,
    /// Some.
    C,
    /// Least, unless the text says otherwise.
    #[default]
    D,
}

impl Weight {
    pub(super) fn bits(self) -> u16 {
        match self {
            Self::A => 3,
            Self::B => 2,
            Self::C => 1,
            Self::D => 0,
        }
    }

    fn from_bits(bits: u16) -> Self {
        match bits {
            3 => Self::A,
            2 => Self::B,
            1 => Self::C,
            _ => Self::D,
        }
    }
}

// On the wire (`tsvectorsend` in src/backend/utils/adt/tsvector.c): the number of lexemes; for each the word with a
// closing zero, the number of positions, and each position in 14 bits below 2 of weight.
impl ToSql for TsVector {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        out.put_i32(i32::try_from(self.lexemes.len())?);
        for lexeme in &self.lexemes {
            if lexeme.word.contains('\0') {
                return Err(format!("the word {:?} holds a zero byte", lexeme.word).into());
            }
            out.put_slice(lexeme.word.as_bytes());
            out.put_u8(0);
            out.put_u16(u16::try_from(lexeme.positions.len())?);
            for position in &lexeme.positions {
                if !(1..=0x3fff).contains(&position.at) {
                    let (word, at) = (&lexeme.word, position.at);
                    return Err(format!("the place {at} of \"{word}\" is not from 1 to 16383").into());
                }
                out.put_u16(position.weight.bits() << 14 | position.at);
            }
        }
        Ok(IsNull::No)
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TS_VECTOR
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for TsVector {
    fn from_sql(_: &Type, mut raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        let count = raw.try_get_i32()?;
        let mut lexemes = Vec::new();
        for _ in 0..count {
            lexemes.push(lexeme(&mut raw)?);
        }
        Ok(Self { lexemes })
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TS_VECTOR
    }
}

fn lexeme(raw: &mut &[u8]) -> Result<Lexeme, Box<dyn Error + Sync + Send>> {
    let word = super::wire::text(raw)?;
    let mut positions = Vec::new();
    for _ in 0..raw.try_get_u16()? {
        let bits = raw.try_get_u16()?;
        positions.push(Position { at: bits & 0x3fff, weight: Weight::from_bits(bits >> 14) });
    }
    Ok(Lexeme { word, positions })
}
