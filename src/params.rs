//! What is bound to `$1`, `$2`, ... of a statement.

use std::error::Error as StdError;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::BytesMut;
use postgres_protocol::types::{ArrayDimension, array_from_sql, array_to_sql};
use tokio_postgres::types::{IsNull, Kind, ToSql, Type, to_sql_checked};

use crate::types::wire;

type Encoded<T = IsNull> = Result<T, Box<dyn StdError + Sync + Send>>;

/// A value that a statement keeps.
pub(crate) type Value = Box<dyn ToSql + Sync + Send>;

/// A value that a statement borrows.
pub(crate) type Param<'a> = &'a (dyn ToSql + Sync);

/// A value as it is sent. A parameter compared with a column of a domain gets the domain's type, which the conversions of
/// `postgres-types` do not know: the value is encoded as the domain's base type.
#[derive(Debug)]
pub(crate) struct Sent<'a>(pub(crate) Param<'a>);

impl ToSql for Sent<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        wire::write(self.0, ty, out)
    }

    fn accepts(_: &Type) -> bool {
        true // The inner value checks for itself, and says what it is when it refuses.
    }

    to_sql_checked!();
}

/// One column of many rows, as one array.
#[derive(Debug)]
pub(crate) struct ArrayOf<'a>(pub(crate) Vec<Param<'a>>);

impl ToSql for ArrayOf<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        let element = element(ty)?;
        write_array(self.0.len(), element, &self.0, |value, out| Sent(*value).to_sql(element, out), out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// How many elements the array of each row has; `None` for NULL.
pub(crate) type Lengths = Arc<Mutex<Vec<Option<i32>>>>;

/// The arrays of many rows, one behind the other in one array. `UNNEST` would take a nested array apart down to its
/// elements, so a column whose values are arrays is sent flat, with each row's bounds beside it.
#[derive(Debug)]
pub(crate) struct Flattened<'a> {
    pub(crate) values: Vec<Param<'a>>,
    /// Filled in when the values are encoded, for the [`Bounds`] that are encoded after them: parameters are encoded in
    /// order, and only then is it known what they are encoded as.
    pub(crate) lengths: Lengths,
}

impl ToSql for Flattened<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        let mut elements: Vec<Option<Vec<u8>>> = Vec::new();
        let mut lengths = Vec::with_capacity(self.values.len());
        for value in &self.values {
            let array = elements_of(*value, ty)?;
            lengths.push(array.as_ref().map(|array| i32::try_from(array.len())).transpose()?);
            elements.extend(array.unwrap_or_default());
        }
        *self.lengths.lock().unwrap_or_else(PoisonError::into_inner) = lengths;
        write_array(elements.len(), element(ty)?, &elements, |value, out| Ok(raw(value.as_deref(), out)), out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// Where each row's array starts (`last == false`) or ends in a [`Flattened`] one, from 1; NULL where the row's is NULL.
#[derive(Debug)]
pub(crate) struct Bounds {
    pub(crate) lengths: Lengths,
    pub(crate) last: bool,
}

impl ToSql for Bounds {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        let mut before = 0_i32;
        let lengths = self.lengths.lock().unwrap_or_else(PoisonError::into_inner);
        let bounds: Vec<Option<i32>> = lengths
            .iter()
            .map(|length| {
                let bound = length.map(|length| if self.last { before + length } else { before + 1 });
                before += length.unwrap_or(0);
                bound
            })
            .collect();
        bounds.to_sql_checked(ty, out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// Values as they came from the server, as an array to send back: the keys of a nested load.
#[derive(Debug, Default)]
pub(crate) struct RawArray(pub(crate) Vec<Option<Vec<u8>>>);

impl ToSql for RawArray {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        write_array(self.0.len(), element(ty)?, &self.0, |value, out| Ok(raw(value.as_deref(), out)), out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// Values of a type whose values are all of this many bytes, as an array to send back.
#[derive(Debug)]
pub(crate) struct FixedArray {
    pub(crate) width: usize,
    /// Each in its last bytes.
    pub(crate) values: Vec<u128>,
}

impl ToSql for FixedArray {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        let write = |value: &u128, out: &mut BytesMut| {
            let bytes = value.to_be_bytes();
            Ok(raw(bytes.get(bytes.len() - self.width..), out))
        };
        write_array(self.values.len(), element(ty)?, &self.values, write, out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn raw(value: Option<&[u8]>, out: &mut BytesMut) -> IsNull {
    match value {
        Some(value) => {
            out.extend_from_slice(value);
            IsNull::No
        }
        None => IsNull::Yes,
    }
}

fn element(ty: &Type) -> Encoded<&Type> {
    match wire::base(ty).kind() {
        Kind::Array(element) => Ok(element),
        _ => Err(format!("`{ty}` is not an array").into()),
    }
}

fn write_array<V>(
    length: usize,
    element: &Type,
    values: &[V],
    mut write: impl FnMut(&V, &mut BytesMut) -> Encoded,
    out: &mut BytesMut,
) -> Encoded {
    let dimension = ArrayDimension { len: i32::try_from(length)?, lower_bound: 1 };
    let values = values.iter();
    let write = |value: &V, out: &mut BytesMut| {
        write(value, out).map(|null| match null {
            IsNull::Yes => postgres_protocol::IsNull::Yes,
            IsNull::No => postgres_protocol::IsNull::No,
        })
    };
    array_to_sql(Some(dimension), element.oid(), values, write, out)?;
    Ok(IsNull::No)
}

/// The encoded elements of a value that is an array; `None` when it is NULL.
fn elements_of(value: Param<'_>, array: &Type) -> Encoded<Option<Vec<Option<Vec<u8>>>>> {
    use fallible_iterator::FallibleIterator;
    let mut encoded = BytesMut::new();
    match Sent(value).to_sql(array, &mut encoded)? {
        IsNull::Yes => Ok(None),
        IsNull::No => {
            let array = array_from_sql(&encoded)?;
            let mut dimensions = array.dimensions();
            if let (Some(_), Some(_)) = (dimensions.next()?, dimensions.next()?) {
                return Err("an array of several dimensions goes into a field of the type `Array<..>`".into());
            }
            Ok(Some(array.values().map(|element| Ok(element.map(<[u8]>::to_vec))).collect()?))
        }
    }
}
