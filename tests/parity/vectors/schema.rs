use tablewright::Table;
use tablewright::types::{Bit, HalfVector, Raw, Uuid, Vector};

#[derive(Table)]
#[table(exclude(using = "gist", elements("during WITH &&"), where = "body <> ''"))]
#[table(index(using = "hnsw", on("meaning vector_cosine_ops"), with("ef_construction = 64", "m = 16")))]
struct Chunk {
    #[column(primary_key, default = "gen_random_uuid()")]
    id: Uuid,
    body: String,
    #[column(sql_type = "vector(384)")]
    meaning: Option<Vector>,
    #[column(sql_type = "halfvec(1000)[]")]
    half: Option<Vec<HalfVector>>,
    #[column(sql_type = "bit(64)")]
    bits: Bit,
    #[column(sql_type = "tstzrange")]
    during: Raw,
}
