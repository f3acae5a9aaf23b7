//! The tables of `schema.sql`, as Rust.

tablewright::include_schema!();

#[cfg(test)]
mod tests {
    use tablewright::{Db, Result};

    /// The Rust, the DDL and the pending migration are reviewed like code.
    #[test]
    fn schema() {
        tablewright::snapshot!();
    }

    /// Each test has a database of its own, in which the migrations have run.
    #[tablewright::test]
    async fn the_migrations_run(db: Db) -> Result<()> {
        let migrations: i64 = db
            .sql(tablewright::sql_unchecked("SELECT count(*) FROM tablewright.migrations"))
            .scalar()
            .await?;
        assert!(migrations > 0);
        Ok(())
    }
}
