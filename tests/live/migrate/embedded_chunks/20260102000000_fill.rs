//! Fills the lengths, then sees every word once, unless it walks into a trap.

use tablewright::{Chunks, Error, Executor, Result, Table, sql};

#[allow(dead_code, reason = "only its columns are named")]
#[derive(Table)]
#[table(primary_key(columns(lang, id)))]
struct Word {
    lang: String,
    id: i64,
    text: String,
    length: Option<i32>,
    #[column(default = "0")]
    seen: i32,
}

pub async fn up_in_chunks(db: &Executor<'_>) -> Result<()> {
    db.update::<Word>()
        .set(Word::LENGTH, Word::TEXT.char_length())
        .all_rows()
        .update_in_chunks(Chunks::of(150).counted())
        .await?;
    db.select::<Word>()
        .for_each_chunk(Chunks::of(90), async |tx, chunk| {
            for word in &chunk.rows {
                tx.update::<Word>()
                    .set(Word::SEEN, Word::SEEN.add(1))
                    .filter(Word::LANG.eq(&word.lang))
                    .filter(Word::ID.eq(word.id))
                    .run()
                    .await?;
            }
            let seen: i64 = tx.sql(sql!("SELECT sum(seen) FROM word")).scalar().await?;
            let trapped: bool =
                tx.sql(sql!("SELECT EXISTS (SELECT FROM trap WHERE after <= {seen})")).scalar().await?;
            if trapped { Err(Error::other("walked into a trap")) } else { Ok(()) }
        })
        .await?;
    Ok(())
}
