CREATE EXTENSION vector;

CREATE TABLE chunk (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    body text NOT NULL,
    meaning vector(384),
    half halfvec(1000)[],
    bits bit(64) NOT NULL,
    during tstzrange NOT NULL,
    EXCLUDE USING gist (during WITH &&) WHERE (body <> '')
);

CREATE INDEX ON chunk USING hnsw (meaning vector_cosine_ops) WITH (m = 16, ef_construction = 64);
