//! `json` and `jsonb`.

use std::error::Error;
use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::{BufMut, BytesMut};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use super::explain::short_name;

/// JSON: of a shape that you know as `Json<Settings>`, of any shape as `Json`. It stands for what is in it: fields,
/// methods and indexes of the inner value are there without `.0`.
///
/// A number that has no place in `T` (for `Json` more than 64 bits) is rounded as `serde_json` does it; [`JsonText`] keeps
/// every digit.
///
/// ```
/// use serde_json::json;
/// use tablewright::types::Json;
/// let any: Json = json!({ "tags": ["a"] }).into();
/// assert_eq!(any["tags"][0], "a");
///
/// #[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize)]
/// struct Settings { theme: String }
/// let known = Json(Settings { theme: "dark".to_owned() });
/// assert_eq!(known.theme, "dark");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json<T = Value>(pub T);

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Json<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> From<T> for Json<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: PartialEq> PartialEq<T> for Json<T> {
    fn eq(&self, other: &T) -> bool {
        self.0 == *other
    }
}

impl<T: fmt::Display> fmt::Display for Json<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

// On the wire `jsonb` is text with the number of the format, 1, before it (`jsonb_send` in src/backend/utils/adt/jsonb.c).
impl<T: Serialize + fmt::Debug> ToSql for Json<T> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        if *ty == Type::JSONB {
            out.put_u8(1);
        }
        serde_json::to_writer(out.writer(), &self.0)
            .map_err(|error| format!("`{}` cannot be written as JSON: {error}", short_name::<T>()))?;
        Ok(IsNull::No)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::JSON | Type::JSONB)
    }

    to_sql_checked!();
}

fn text<'a>(ty: &Type, raw: &'a [u8]) -> Result<&'a [u8], Box<dyn Error + Sync + Send>> {
    match (ty, raw) {
        (&Type::JSONB, [1, text @ ..]) => Ok(text),
        (&Type::JSONB, _) => Err("a `jsonb` of an unknown format".into()),
        (_, text) => Ok(text),
    }
}

impl<'a, T: DeserializeOwned> FromSql<'a> for Json<T> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        let value = serde_json::from_slice(text(ty, raw)?);
        value.map(Self).map_err(|error| format!("the JSON is no `{}`: {error}", short_name::<T>()).into())
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::JSON | Type::JSONB)
    }
}

/// JSON as text, with every digit of its numbers; for `json` also every space.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct JsonText(pub String);

impl ToSql for JsonText {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        if *ty == Type::JSONB {
            out.put_u8(1);
        }
        out.put_slice(self.0.as_bytes());
        Ok(IsNull::No)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::JSON | Type::JSONB)
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for JsonText {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(std::str::from_utf8(text(ty, raw)?)?.to_owned()))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::JSON | Type::JSONB)
    }
}

/// The path of a `jsonpath`, as text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct JsonPath(pub String);

super::wire::convert!(JsonPath: Type::JSONPATH);

impl JsonPath {
    fn encode(&self, out: &mut BytesMut) -> super::wire::Converted<()> {
        out.put_u8(1);
        out.put_slice(self.0.as_bytes());
        Ok(())
    }

    fn decode(raw: &mut &[u8]) -> super::wire::Converted<Self> {
        let text = raw.strip_prefix(&[1]).ok_or("a `jsonpath` of an unknown format")?;
        *raw = &[];
        Ok(Self(std::str::from_utf8(text)?.to_owned()))
    }
}

impl fmt::Display for JsonPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
