//! Every distance, of every type that has it.

use tablewright::types::{Bit, HalfVector, SparseVector, Vector};

use super::*;

#[derive(Clone, Debug, PartialEq, Table)]
struct Spot {
    #[column(primary_key)]
    id: i32,
    #[column(sql_type = "vector(2)")]
    full: Vector,
    #[column(sql_type = "halfvec(2)")]
    half: HalfVector,
    #[column(sql_type = "sparsevec(2)")]
    sparse: SparseVector,
    #[column(sql_type = "bit(4)")]
    bits: Bit,
    #[column(sql_type = "vector(2)")]
    missing: Option<Vector>,
}

#[tokio::test]
async fn distances() {
    let (database, db) = database().await;
    let schema = "CREATE TABLE spot (id int PRIMARY KEY, full vector(2) NOT NULL, half halfvec(2) NOT NULL,
             sparse sparsevec(2) NOT NULL, bits bit(4) NOT NULL, missing vector(2));
         INSERT INTO spot VALUES (1, '[3,0]', '[3,0]', '{1:3}/2', B'1100', NULL),
                                 (2, '[0,8]', '[0,8]', '{2:8}/2', B'0011', '[1,1]');";
    // `full` is a word of SQL.
    database.apply(&schema.replace(" full ", " \"full\" ")).await;
    let (full, half) = (Vector::from(vec![0.0, 4.0]), HalfVector::from_f32_slice(&[0.0, 4.0]));
    let sparse = SparseVector::from_dense(&[0.0, 4.0]);
    macro_rules! all {
        ($column:expr, $value:expr) => {{
            let row: (f64, f64, f64, f64) = db
                .select::<Spot>()
                .columns((
                    $column.l2_distance($value),
                    $column.cosine_distance($value),
                    $column.inner_product($value),
                    $column.l1_distance($value),
                ))
                .filter(Spot::ID.eq(1))
                .one()
                .await
                .unwrap();
            assert_eq!(row, (5.0, 1.0, 0.0, 7.0), stringify!($column));
            let nearest = db.select::<Spot>().order_by($column.l2_distance($value)).columns(Spot::ID);
            assert_eq!(nearest.first().await.unwrap(), Some(2));
            let nearest = db.select::<Spot>().order_by($column.inner_product($value)).columns(Spot::ID);
            assert_eq!(nearest.first().await.unwrap(), Some(2));
        }};
    }
    all!(Spot::FULL, &full);
    all!(Spot::HALF, &half);
    all!(Spot::SPARSE, &sparse);
    let other = Bit::new(&[true, false, true, false]);
    let row: (f64, f64, Option<f64>, f64) = db
        .select::<Spot>()
        .columns((
            Spot::BITS.hamming_distance(&other),
            Spot::BITS.jaccard_distance(&other),
            Spot::FULL.l2_distance(Spot::MISSING),
            Spot::FULL.l2_distance(Spot::FULL),
        ))
        .filter(Spot::ID.eq(1))
        .one()
        .await
        .unwrap();
    assert_eq!((row.0, row.2, row.3), (2.0, None, 0.0));
    assert!((row.1 - 2.0 / 3.0).abs() < 1e-9, "{row:?}");
    ends(database, db).await;
}
