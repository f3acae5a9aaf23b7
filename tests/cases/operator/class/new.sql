CREATE FUNCTION back(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT btint4cmp($2, $1) $$;
CREATE OPERATOR FAMILY reverse_ops USING btree;
CREATE OPERATOR CLASS reverse_ops FOR TYPE integer USING btree FAMILY reverse_ops AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 back(integer, integer);
ALTER OPERATOR FAMILY reverse_ops USING btree ADD OPERATOR 3 = (integer, bigint);
COMMENT ON OPERATOR CLASS reverse_ops USING btree IS 'backwards';
CREATE TABLE t (id integer PRIMARY KEY, a integer);
CREATE INDEX t_a ON t (a reverse_ops);
