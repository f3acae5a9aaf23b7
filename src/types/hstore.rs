//! `hstore`.

use std::collections::BTreeMap;
use std::error::Error;
use std::ops::{Deref, DerefMut};

use bytes::{Buf, BufMut, BytesMut};
use serde::{Deserialize, Serialize};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use super::wire::{part, write_part};

/// Texts by their key; a value can be NULL. Of the extension `hstore`.
///
/// ```
/// use tablewright::types::Hstore;
/// let store: Hstore = [("colour", Some("red")), ("size", None)].into_iter().collect();
/// assert_eq!(store["colour"].as_deref(), Some("red"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hstore(pub BTreeMap<String, Option<String>>);

impl Deref for Hstore {
    type Target = BTreeMap<String, Option<String>>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Hstore {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, Option<V>)> for Hstore {
    fn from_iter<I: IntoIterator<Item = (K, Option<V>)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(key, value)| (key.into(), value.map(Into::into))).collect())
    }
}

// On the wire: the number of pairs; of each the key and the value with their lengths (`hstore_send` in
// contrib/hstore/hstore_io.c).
impl ToSql for Hstore {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        out.put_i32(i32::try_from(self.len())?);
        let text = |text: &str, out: &mut BytesMut| {
            out.put_slice(text.as_bytes());
            Ok(IsNull::No)
        };
        for (key, value) in &self.0 {
            write_part(out, |out| text(key, out))?;
            write_part(out, |out| value.as_deref().map_or(Ok(IsNull::Yes), |value| text(value, out)))?;
        }
        Ok(IsNull::No)
    }

    fn accepts(ty: &Type) -> bool {
        ty.name() == "hstore"
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Hstore {
    fn from_sql(_: &Type, mut raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        let text = |raw: &[u8]| std::str::from_utf8(raw).map(str::to_owned);
        let mut pairs = BTreeMap::new();
        for _ in 0..raw.try_get_i32()? {
            let key = text(part(&mut raw)?.ok_or("an `hstore` with a key that is NULL")?)?;
            pairs.insert(key, part(&mut raw)?.map(text).transpose()?);
        }
        Ok(Self(pairs))
    }

    fn accepts(ty: &Type) -> bool {
        ty.name() == "hstore"
    }
}
