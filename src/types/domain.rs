//! Domains as structs of their own.

use std::error::Error;

use bytes::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type};

use super::composite::PgType;
use super::wire::{Converted, plain, read, write};

/// A struct around one value that is a domain (`CREATE DOMAIN`), so that an e-mail address cannot be taken for a name.
/// Derived: `#[derive(PgDomain)]`. The server checks the value when it is stored.
///
/// ```
/// use tablewright::PgDomain;
/// use tablewright::types::PgType;
///
/// #[derive(Clone, Debug, PartialEq, PgDomain)]
/// struct Email(String);
///
/// assert_eq!(Email::TYPE, "\"email\"");
/// let email = Email("ada@example.org".to_owned());
/// ```
pub trait PgDomain: PgType + Sized + 'static {
    /// What the domain is made of.
    type Base: ToSql + Sync + for<'a> FromSql<'a>;

    /// The value in it.
    fn base(&self) -> &Self::Base;

    /// The domain of a value, which is not checked here.
    fn of_base(base: Self::Base) -> Self;
}

/// Reads a value. For the derived `FromSql`.
pub fn read_domain<D: PgDomain>(ty: &Type, raw: &[u8]) -> Result<D, Box<dyn Error + Sync + Send>> {
    read(ty, Some(raw)).map(D::of_base)
}

/// Writes a value. For the derived `ToSql`.
pub fn write_domain<D: PgDomain>(value: &D, ty: &Type, out: &mut BytesMut) -> Converted<IsNull> {
    write(value.base(), ty, out)
}

/// Whether a value of that type is in it. For the derived `ToSql`.
pub fn domain_is_sent_as<D: PgDomain>(ty: &Type) -> bool {
    <D::Base as ToSql>::accepts(plain(ty))
}

/// Whether a value of that type is in it. For the derived `FromSql`.
pub fn domain_is_read_as<D: PgDomain>(ty: &Type) -> bool {
    <D::Base as FromSql<'_>>::accepts(plain(ty))
}
