CREATE EXTENSION vector;
CREATE TABLE post (id bigint PRIMARY KEY, embedding vector(1536), large vector(3072), half halfvec(256));
