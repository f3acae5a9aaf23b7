//! A place in the log of a server.

use std::fmt;
use std::str::FromStr;

/// A place in the writer's log (a log sequence number): what was committed before [`Db::lsn`](crate::Db::lsn) returned stands
/// before it. A replica that has come so far shows all of that: [`Reader::at_least`](crate::Reader::at_least).
///
/// It is a piece of text for whoever keeps it between two requests: `to_string`, `parse`, or serde.
///
/// ```
/// use tablewright::Lsn;
///
/// let at: Lsn = "16/B374D848".parse().unwrap();
/// assert_eq!(at.to_string(), "16/B374D848");
/// assert!(at < "17/0".parse().unwrap());
/// assert!("not one".parse::<Lsn>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lsn(u64);

impl Lsn {
    /// From the number of bytes since the log began.
    pub(super) fn from_bytes(bytes: i64) -> Self {
        Self(bytes.unsigned_abs())
    }

    /// The end of the last record in front of the place where the next one will begin. At a boundary that is not the same: the
    /// next record begins behind the header of its page (`XLogBytePosToRecPtr` in `xlog.c`), and a replica that has replayed
    /// everything is still in front of that.
    pub(super) fn end_before(next: i64, block: i64, segment: i64) -> Self {
        let header = if segment > 0 && next % segment == LONG_HEADER {
            LONG_HEADER
        } else if block > 0 && next % block == SHORT_HEADER {
            SHORT_HEADER
        } else {
            0
        };
        Self::from_bytes(next - header)
    }
}

/// Of the first page of a segment: `SizeOfXLogLongPHD`.
const LONG_HEADER: i64 = 40;

/// Of any other page: `SizeOfXLogShortPHD`. A record that goes on from the page before ends further behind.
const SHORT_HEADER: i64 = 24;

/// As the server writes it: `16/B374D848`.
impl fmt::Display for Lsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:X}/{:X}", self.0 >> 32, self.0 & u64::from(u32::MAX))
    }
}

/// A text that is no [`Lsn`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LsnError;

impl fmt::Display for LsnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not a place in a log, such as `16/B374D848`")
    }
}

impl std::error::Error for LsnError {}

impl FromStr for Lsn {
    type Err = LsnError;

    fn from_str(text: &str) -> Result<Self, LsnError> {
        let half = |text: &str| match text.starts_with('+') {
            true => Err(LsnError),
            false => u32::from_str_radix(text, 16).map_err(|_| LsnError),
        };
        let (high, low) = text.split_once('/').ok_or(LsnError)?;
        Ok(Self(u64::from(half(high)?) << 32 | u64::from(half(low)?)))
    }
}

impl serde::Serialize for Lsn {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Lsn {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_was_written() {
        for bytes in [0, 1, 0xFFFF_FFFF, 0x1_0000_0000, 0x16_B374_D848] {
            let lsn = Lsn::from_bytes(bytes);
            assert_eq!(lsn.to_string().parse(), Ok(lsn));
        }
        for text in ["", "/", "1", "1/", "/1", "1/2/3", "1/123456789", "+1/2", "g/0", " 1/2"] {
            assert_eq!(text.parse::<Lsn>(), Err(LsnError), "{text}");
        }
    }

    #[test]
    fn the_header_of_a_page_is_no_part_of_what_was_written() {
        let (block, segment) = (8192, 1 << 20);
        let end = |next| Lsn::end_before(next, block, segment);
        assert_eq!(end(3 * block + SHORT_HEADER), Lsn::from_bytes(3 * block));
        assert_eq!(end(2 * segment + LONG_HEADER), Lsn::from_bytes(2 * segment));
        // A record that goes on from the page before, by so much.
        assert_eq!(end(3 * block + LONG_HEADER), Lsn::from_bytes(3 * block + LONG_HEADER));
        assert_eq!(end(3 * block + 100), Lsn::from_bytes(3 * block + 100));
    }
}
