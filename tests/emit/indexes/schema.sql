CREATE EXTENSION vector;
CREATE EXTENSION pg_trgm;

CREATE TABLE document (
    id bigint PRIMARY KEY,
    "ownerId" bigint NOT NULL,
    title text NOT NULL,
    body text,
    data jsonb,
    "createdAt" timestamptz NOT NULL,
    search tsvector,
    embedding vector(384)
);

CREATE INDEX ON document ("ownerId");
CREATE INDEX ON document ("ownerId", "createdAt");
CREATE INDEX "newest first" ON document ("createdAt" DESC NULLS LAST, id);
CREATE INDEX ON document (lower(title));
CREATE INDEX ON document ((data ->> 'kind'), (length(title) + 1) DESC);
CREATE INDEX ON document (title text_pattern_ops);
CREATE INDEX ON document (title COLLATE "C");
CREATE UNIQUE INDEX one_title ON document ("ownerId", lower(title)) WHERE body IS NOT NULL;
CREATE UNIQUE INDEX ON document (title) INCLUDE (id, "createdAt") NULLS NOT DISTINCT;
CREATE INDEX ON document USING gin (search);
CREATE INDEX ON document USING gin (data jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX ON document USING gist (title gist_trgm_ops (siglen = 32));
CREATE INDEX ON document USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64);
CREATE INDEX ON document USING brin ("createdAt");

COMMENT ON INDEX one_title IS 'Nobody gives two documents one title.';
