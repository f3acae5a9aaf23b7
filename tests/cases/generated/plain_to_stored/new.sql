CREATE TABLE post (
    id int PRIMARY KEY,
    title text NOT NULL,
    slug text NOT NULL GENERATED ALWAYS AS (lower(title)) STORED CHECK (slug <> ''),
    UNIQUE (slug)
);
CREATE INDEX post_slug_idx ON post (slug, id) WHERE slug <> 'x';
COMMENT ON COLUMN post.slug IS 'For links';
COMMENT ON CONSTRAINT post_slug_key ON post IS 'One each';
CREATE TABLE link (id int PRIMARY KEY, slug text REFERENCES post (slug));
CREATE VIEW slugs AS SELECT slug FROM post;
CREATE PUBLICATION p FOR TABLE post (id, slug), link;
