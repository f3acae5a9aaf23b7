CREATE FUNCTION plus(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT $1 + $2 $$;
CREATE AGGREGATE total(integer) (SFUNC = plus, STYPE = integer, INITCOND = '1', PARALLEL = SAFE);
COMMENT ON AGGREGATE total(integer) IS 'sum';
CREATE AGGREGATE how_many(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
CREATE TABLE t (id integer PRIMARY KEY, a integer);
CREATE VIEW v AS SELECT total(a) AS n FROM t;
