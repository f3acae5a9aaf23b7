CREATE FUNCTION near(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT abs($1 - $2) < 2 $$;
CREATE FUNCTION far(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT abs($1 - $2) >= 2 $$;
CREATE OPERATOR ~~~ (FUNCTION = near, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = ~~~);
COMMENT ON OPERATOR ~~~ (integer, integer) IS 'near';
CREATE OPERATOR @@@ (FUNCTION = near, LEFTARG = integer, RIGHTARG = integer);
CREATE TABLE t (id integer PRIMARY KEY, a integer, CHECK (a ~~~ 3));
CREATE VIEW v AS SELECT id FROM t WHERE a ~~~ 1;
