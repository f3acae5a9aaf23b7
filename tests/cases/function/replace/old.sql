CREATE FUNCTION slugify(title text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(title) $$;
CREATE TABLE post (id int PRIMARY KEY, title text, slug text GENERATED ALWAYS AS (slugify(title)) STORED);
