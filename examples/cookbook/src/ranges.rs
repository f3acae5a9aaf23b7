//! Ranges: a Rust range is a value, and what is in one is asked of the server.

use tablewright::types::{Date, Multirange, Range};
use tablewright::{Db, Result};

use crate::{NewOffer, Offer, Product};

fn day(text: &str) -> Date {
    text.parse().unwrap_or(Date::MAX)
}

/// # Errors
/// What the server says.
pub async fn run(db: &Db) -> Result<()> {
    let assam = db.select::<Product>().filter(Product::TITLE.eq("Assam")).columns(Product::ID).one().await?;
    let days = day("2026-05-01")..=day("2026-05-31");
    db.insert_many([
        NewOffer::new(assam, days.into(), 10),
        NewOffer::new(assam, (day("2026-06-01")..day("2026-06-15")).into(), 20),
    ])
    .run()
    .await?;

    // `@>`, `&&`, `-|-` and the others; NULL is a bound that is not there.
    let on = db.select::<Offer>().filter(Offer::DAYS.contains(day("2026-05-31"))).columns(Offer::PERCENT);
    assert_eq!(on.all().await?, [10]);
    let from_may_20 = db.select::<Offer>().filter(Offer::DAYS.overlaps(day("2026-05-20")..)).count().await?;
    assert_eq!(from_may_20, 2);
    let last: Option<Date> =
        db.select::<Offer>().columns(Offer::DAYS.upper()).order_by(Offer::ID.desc()).limit(1).one().await?;
    assert_eq!(last, Some(day("2026-06-15")));

    // Together they are one range without a gap.
    let all: Option<Multirange<Date>> = db.select::<Offer>().columns(Offer::DAYS.range_agg()).one().await?;
    assert_eq!(all, Some(Multirange(vec![Range::from(day("2026-05-01")..day("2026-06-15"))])));
    let by_number = db.select::<Offer>().filter(Offer::PERCENT.in_range(15..)).columns(Offer::PERCENT);
    assert_eq!(by_number.all().await?, [20]);
    Ok(())
}
