CREATE EXTENSION vector;
CREATE TABLE post (id uuid PRIMARY KEY, title text, tags text[], body jsonb, embedding vector(384), at timestamptz, "Mixed" int);
CREATE INDEX post_title ON post (title COLLATE "C" text_pattern_ops DESC NULLS LAST, "Mixed" ASC NULLS FIRST, (id));
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS post_unique ON ONLY public.post USING btree (lower(title)) INCLUDE (id, at)
    NULLS NOT DISTINCT WITH (fillfactor = '70', deduplicate_items = OFF) TABLESPACE fast WHERE title IS NOT NULL;
CREATE INDEX ON post USING hnsw (embedding public.vector_cosine_ops) WITH (m = 16, ef_construction = 64);
CREATE INDEX ON post USING gin (tags, body jsonb_path_ops);
CREATE INDEX ON post USING gist (title gist_trgm_ops (siglen = 32, x));
CREATE INDEX ON post ((body ->> 'a'), (((body -> 'b') ->> 'c')::int) DESC);
CREATE INDEX ON post (public.slugify(title), title app.my_ops);
CREATE INDEX IF NOT EXISTS post_title ON post (at);
CREATE INDEX ON post USING ivfflat ((embedding::halfvec(384)) halfvec_l2_ops) WITH (lists = 100);
