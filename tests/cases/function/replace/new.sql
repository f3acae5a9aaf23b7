CREATE FUNCTION slugify(title text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT upper(title) $$;
COMMENT ON FUNCTION slugify(text) IS 'For links';
CREATE TABLE post (id int PRIMARY KEY, title text, slug text GENERATED ALWAYS AS (slugify(title)) STORED);
