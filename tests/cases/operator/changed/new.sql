CREATE FUNCTION near(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT abs($1 - $2) < 2 $$;
CREATE FUNCTION far(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT abs($1 - $2) >= 2 $$;
CREATE FUNCTION minus(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT -$1 $$;
CREATE OPERATOR ~~~ (FUNCTION = near, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = ~~~, NEGATOR = !~~~, RESTRICT = eqsel);
CREATE OPERATOR !~~~ (FUNCTION = far, LEFTARG = integer, RIGHTARG = integer, NEGATOR = ~~~);
CREATE OPERATOR @@@ (FUNCTION = near, LEFTARG = integer, RIGHTARG = integer, RESTRICT = eqsel, JOIN = eqjoinsel);
CREATE OPERATOR !- (FUNCTION = minus, RIGHTARG = integer);
CREATE TABLE t (id integer PRIMARY KEY, a integer, CHECK (a ~~~ 3));
CREATE VIEW v AS SELECT id FROM t WHERE a ~~~ 1;
