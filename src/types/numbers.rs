//! Numbers with a meaning: `money`, `xid8`, `tid`, `pg_snapshot`.

use std::fmt;

use bytes::{Buf, BufMut, BytesMut};
use serde::{Deserialize, Serialize};
use tokio_postgres::types::Type;

use super::wire::{Converted, convert};

/// A `money` amount in the smallest unit of the database's `lc_monetary`: cents where that has two digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(pub i64);

/// An `xid8`: the number of a transaction, never used twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Xid8(pub u64);

/// A `tid`: where a row stands in its table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tid {
    /// The number of the block.
    pub block: u32,
    /// The number in the block.
    pub offset: u16,
}

/// A `pg_snapshot` or `txid_snapshot`: which transactions were seen.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Snapshot {
    /// All before this one had ended.
    pub xmin: Xid8,
    /// This one and all after it had not begun.
    pub xmax: Xid8,
    /// Those in between that had not ended.
    pub running: Vec<Xid8>,
}

convert!(Money: Type::MONEY);
convert!(Xid8: Type::XID8);
convert!(Tid: Type::TID);
convert!(Snapshot: Type::PG_SNAPSHOT | Type::TXID_SNAPSHOT);

impl Money {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        out.put_i64(self.0);
        Ok(())
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        Ok(Self(raw.try_get_i64()?))
    }
}

impl Xid8 {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        out.put_u64(self.0);
        Ok(())
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        Ok(Self(raw.try_get_u64()?))
    }
}

impl Tid {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        out.put_u32(self.block);
        out.put_u16(self.offset);
        Ok(())
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        Ok(Self { block: raw.try_get_u32()?, offset: raw.try_get_u16()? })
    }
}

// On the wire: how many are running, the two ends, the running ones (`pg_snapshot_send` in
// src/backend/utils/adt/xid8funcs.c).
impl Snapshot {
    fn encode(&self, out: &mut BytesMut) -> Converted<()> {
        out.put_i32(i32::try_from(self.running.len())?);
        self.xmin.encode(out)?;
        self.xmax.encode(out)?;
        self.running.iter().try_for_each(|xid| xid.encode(out))
    }

    fn decode(raw: &mut &[u8]) -> Converted<Self> {
        let count = raw.try_get_i32()?;
        let (xmin, xmax) = (Xid8::decode(raw)?, Xid8::decode(raw)?);
        let running = (0..count).map(|_| Xid8::decode(raw)).collect::<Converted<_>>()?;
        Ok(Self { xmin, xmax, running })
    }
}

impl fmt::Display for Xid8 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// `(0,1)`.
impl fmt::Display for Tid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({},{})", self.block, self.offset)
    }
}
