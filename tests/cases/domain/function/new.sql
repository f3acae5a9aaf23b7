CREATE FUNCTION is_ok(y text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT y <> '' $$;
CREATE DOMAIN word AS text DEFAULT 'a' CHECK (is_ok(VALUE));
CREATE TABLE a (id int PRIMARY KEY, w word);
