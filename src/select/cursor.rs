//! The place of a row in an order, as a piece of text that a program can hand out.

use std::fmt;
use std::str::FromStr;

use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::types::wire::plain;

/// Where a page ends: the values that its last row is ordered by. It goes to whoever asks for the next page, and comes back, as text:
/// `to_string`, `parse`, or serde.
///
/// It fits the query that it came from, whatever its filters and limits; another order is refused. It is not secret and not
/// signed: who takes it apart reads the values of a row that they were shown, and who forges one reads from another place of
/// the same rows.
///
/// ```
/// use tablewright::Cursor;
///
/// assert!("not one".parse::<Cursor>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub(super) order: [u8; ORDER],
    pub(super) values: Vec<CursorValue>,
}

/// How many bytes stand for the order.
pub(super) const ORDER: usize = 8;

/// The form of the bytes. Another one would have another number.
const VERSION: u8 = 1;

/// A value as the server sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CursorValue {
    pub(super) oid: u32,
    /// `None` for NULL.
    pub(super) bytes: Option<Vec<u8>>,
}

impl CursorValue {
    pub(crate) fn new(ty: &Type, bytes: Option<&[u8]>) -> Self {
        Self { oid: compared_as(ty).oid(), bytes: bytes.map(<[u8]>::to_vec) }
    }
}

/// The type as which values of a type are compared, and so the type of a parameter beside one.
fn compared_as(ty: &Type) -> &Type {
    match *plain(ty) {
        Type::VARCHAR => &Type::TEXT,
        _ => plain(ty),
    }
}

impl ToSql for CursorValue {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut bytes::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        if compared_as(ty).oid() != self.oid {
            return Err(Box::new(CursorError(Mistake::OtherOrder)));
        }
        let Some(bytes) = &self.bytes else { return Ok(IsNull::Yes) };
        out.extend_from_slice(bytes);
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// What is wrong with a [`Cursor`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CursorError(pub(super) Mistake);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mistake {
    Malformed,
    OtherOrder,
    NoOrder,
    Groups,
}

impl fmt::Display for CursorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Mistake::Malformed => "this is not a cursor; ask for the first page, without one",
            Mistake::OtherOrder => {
                "the cursor belongs to a query with another order; ask for the first page, without one"
            }
            Mistake::NoOrder => "pages need an order; add `.order_by(..)`, with the primary key last",
            Mistake::Groups => "groups have no pages; make the query a subquery and select from that",
        })
    }
}

impl std::error::Error for CursorError {}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![VERSION];
        bytes.extend(self.order);
        for value in &self.values {
            bytes.extend(value.oid.to_be_bytes());
            // A cell is at most 1 GB.
            let length = value.bytes.as_ref().map_or(u32::MAX, |bytes| bytes.len() as u32);
            bytes.extend(length.to_be_bytes());
            bytes.extend(value.bytes.iter().flatten());
        }
        f.write_str(&encode(&bytes))
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let bytes = decode(text);
        bytes.and_then(|bytes| read(&bytes)).ok_or(CursorError(Mistake::Malformed))
    }
}

fn read(bytes: &[u8]) -> Option<Cursor> {
    let (&[version], bytes) = bytes.split_first_chunk()?;
    let (&order, mut rest) = bytes.split_first_chunk()?;
    if version != VERSION {
        return None;
    }
    let mut values = Vec::new();
    while !rest.is_empty() {
        let (oid, length);
        (oid, rest) = rest.split_first_chunk()?;
        (length, rest) = rest.split_first_chunk()?;
        let bytes = match u32::from_be_bytes(*length) {
            u32::MAX => None,
            length => {
                let bytes;
                (bytes, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
                Some(bytes.to_vec())
            }
        };
        values.push(CursorValue { oid: u32::from_be_bytes(*oid), bytes });
    }
    Some(Cursor { order, values })
}

/// Base 64 with the letters that need no escape in a URL, without padding (RFC 4648, section 5).
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..=chunk.len() {
            text.push(char::from(LETTERS[(bits >> (18 - 6 * i)) as usize & 63]));
        }
    }
    text
}

/// `None` for what [`encode`] would not have written.
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut bits = 0;
        for (i, letter) in chunk.iter().enumerate() {
            let value = LETTERS.iter().position(|other| other == letter)?;
            bits |= u32::try_from(value).ok()? << (18 - 6 * i);
        }
        bytes.extend(&bits.to_be_bytes()[1..chunk.len()]);
    }
    (encode(&bytes) == text).then_some(bytes)
}

impl serde::Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Cursor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        for length in 0..9 {
            let values = vec![
                CursorValue { oid: 20, bytes: Some(vec![255; length]) },
                CursorValue { oid: 25, bytes: None },
            ];
            let cursor = Cursor { order: [1, 2, 3, 4, 5, 6, 7, 8], values };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let malformed = Err(CursorError(Mistake::Malformed));
        let good = Cursor { order: [9; 8], values: vec![CursorValue { oid: 20, bytes: Some(vec![0; 8]) }] };
        let good = good.to_string();
        for end in 0..good.len() {
            // A cursor of no values is well formed, and belongs to no query.
            if end != 12 {
                assert_eq!(good[..end].parse::<Cursor>(), malformed, "{end}");
            }
        }
        assert_eq!(format!("{good}A").parse::<Cursor>(), malformed);
        assert_eq!("ä".parse::<Cursor>(), malformed);
        assert_eq!(good.replacen('A', "B", 1).parse::<Cursor>(), malformed);
    }
}
