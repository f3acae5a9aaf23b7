CREATE FUNCTION is_ok(x text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT x <> '' $$;
CREATE DOMAIN word AS text DEFAULT 'a' CHECK (is_ok(VALUE));
CREATE TABLE a (id int PRIMARY KEY, w word);
