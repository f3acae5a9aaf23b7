//! `macaddr` and `macaddr8`.

use std::fmt;
use std::str::FromStr;

use bytes::{Buf, BufMut, BytesMut};
use tokio_postgres::types::Type;

use super::OutOfRange;
use super::wire::{Converted, convert};

macro_rules! address {
    ($(#[$doc:meta])* $name:ident, $bytes:literal, $sql:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $bytes]);

        convert!($name: Type::$sql);

        impl $name {
            fn encode(&self, out: &mut BytesMut) -> Converted<()> {
                out.put_slice(&self.0);
                Ok(())
            }

            fn decode(raw: &mut &[u8]) -> Converted<Self> {
                let mut bytes = [0; $bytes];
                raw.try_copy_to_slice(&mut bytes)?;
                Ok(Self(bytes))
            }
        }

        /// `08:00:2b:01:02:03`.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().enumerate().try_for_each(|(i, byte)| {
                    write!(f, "{}{byte:02x}", if i == 0 { "" } else { ":" })
                })
            }
        }

        /// Two digits for each byte, with `:` or `-` between them.
        impl FromStr for $name {
            type Err = OutOfRange;

            fn from_str(text: &str) -> Result<Self, OutOfRange> {
                let refused = || OutOfRange { value: text.to_owned(), ty: stringify!($name) };
                let byte = |part: &str| {
                    let is_byte = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
                    is_byte.then(|| u8::from_str_radix(part, 16).ok())?
                };
                let bytes: Option<Vec<u8>> = text.split([':', '-']).map(byte).collect();
                bytes.and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or_else(refused)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

address! {
    /// A `macaddr`, of six bytes.
    ///
    /// ```
    /// use tablewright::types::MacAddr;
    /// let address: MacAddr = "08-00-2b-01-02-03".parse().unwrap();
    /// assert_eq!(address.to_string(), "08:00:2b:01:02:03");
    /// ```
    MacAddr, 6, MACADDR
}

address! {
    /// A `macaddr8`, of eight bytes.
    MacAddr8, 8, MACADDR8
}
