CREATE EXTENSION vector;
CREATE SCHEMA auth;
CREATE TYPE status AS ENUM ('open', 'done');
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE SEQUENCE invoice_number START WITH 1000;
CREATE FUNCTION slugify(title text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(title) $$;
CREATE TABLE auth."user" (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email email NOT NULL UNIQUE);
CREATE TABLE post (
    id serial PRIMARY KEY,
    author uuid NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
    title text NOT NULL,
    slug text GENERATED ALWAYS AS (slugify(title)) STORED,
    status status NOT NULL DEFAULT 'open',
    number bigint NOT NULL DEFAULT nextval('invoice_number'),
    embedding vector(3)
);
ALTER SEQUENCE invoice_number OWNED BY post.number;
CREATE UNIQUE INDEX post_slug_idx ON post (slug);
CREATE INDEX post_embedding_idx ON post USING hnsw (embedding vector_cosine_ops);
CREATE VIEW open_post AS SELECT id, slug FROM post WHERE status = 'open';
CREATE MATERIALIZED VIEW post_count AS SELECT count(*) AS n FROM open_post;
CREATE PUBLICATION zero_app FOR TABLE post (id, title, status);
