//! Stand-in until the runtime lands.
#![allow(missing_docs)]
pub type Error = tokio_postgres::Error;
pub type Result<T> = std::result::Result<T, Error>;
pub struct Transaction<'a>(tokio_postgres::Transaction<'a>);
impl<'a> From<tokio_postgres::Transaction<'a>> for Transaction<'a> {
    fn from(t: tokio_postgres::Transaction<'a>) -> Self {
        Self(t)
    }
}
impl<'a> Transaction<'a> {
    pub fn raw(&self) -> &tokio_postgres::Transaction<'a> {
        &self.0
    }
    pub async fn commit(self) -> Result<()> {
        self.0.commit().await
    }
}
