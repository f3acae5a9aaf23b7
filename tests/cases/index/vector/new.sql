CREATE EXTENSION vector;
CREATE TABLE post (id int PRIMARY KEY, embedding vector(3), half halfvec(4));
CREATE INDEX post_embedding_idx ON post USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64);
