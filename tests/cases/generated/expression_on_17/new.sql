CREATE TABLE post (id int PRIMARY KEY, title text, slug text GENERATED ALWAYS AS (replace(lower(title), ' ', '-')) STORED);
CREATE INDEX post_slug_idx ON post (slug);
