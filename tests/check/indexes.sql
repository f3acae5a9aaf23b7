CREATE EXTENSION vector;

CREATE TABLE t (
    id integer PRIMARY KEY,
    title text,
    big vector(3072),
    free vector,
    half halfvec(3072),
    bigger halfvec(5000),
    biggest vector(20000)
);

CREATE INDEX ON t (titel);
CREATE INDEX ON t (title) INCLUDE (nothing_like_it);
CREATE UNIQUE INDEX ON t USING hash (title);
CREATE INDEX ON t USING hnsw (big vector_l2_ops);
CREATE INDEX ON t USING ivfflat (free vector_l2_ops);
CREATE INDEX ON t USING hnsw (half halfvec_l2_ops);
CREATE INDEX ON t USING hnsw (bigger halfvec_l2_ops);
CREATE INDEX ON t USING hnsw ((big::halfvec(3072)) halfvec_l2_ops);
