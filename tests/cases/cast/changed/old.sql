CREATE TYPE color AS (r integer, g integer, b integer);
CREATE FUNCTION color_of(integer) RETURNS color LANGUAGE sql IMMUTABLE AS $$ SELECT ROW($1, 0, 0)::color $$;
CREATE CAST (integer AS color) WITH FUNCTION color_of(integer);
COMMENT ON CAST (integer AS color) IS 'red';
CREATE VIEW v AS SELECT 1::color AS c;
