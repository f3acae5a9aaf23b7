CREATE EXTENSION vector;
CREATE TABLE post (id bigint PRIMARY KEY, embedding vector(1536), large vector(3072), few vector(3)); -- @allow TW033: a hundred rows
CREATE INDEX ON post USING hnsw (embedding vector_l2_ops);
CREATE INDEX ON post USING hnsw ((large::halfvec(3072)) halfvec_cosine_ops);
