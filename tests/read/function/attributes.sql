CREATE TABLE t (id bigint, name varchar(20));
CREATE FUNCTION f(a t.id%TYPE, VARIADIC b text[] DEFAULT '{}') RETURNS SETOF t.name%TYPE
    AS $$ SELECT name FROM t $$ LANGUAGE 'sql' VOLATILE COST 100 SET search_path = public, pg_temp STRICT;
ALTER FUNCTION f(bigint, text[]) STABLE SECURITY DEFINER COST 5 ROWS 10 PARALLEL SAFE SET work_mem TO '1MB' RESET search_path;
ALTER FUNCTION f CALLED ON NULL INPUT;
CREATE FUNCTION g(integer) RETURNS TABLE (a integer, b text) LANGUAGE sql BEGIN ATOMIC SELECT 1 AS a, 'a'::text AS b; END;
CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = int4, INITCOND = 0);
CREATE AGGREGATE old_total (BASETYPE = int4, SFUNC1 = int4pl, STYPE1 = int4, INITCOND1 = '0');
CREATE AGGREGATE rows_of(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
CREATE AGGREGATE share(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
COMMENT ON AGGREGATE share(float8 ORDER BY anyelement) IS 'ordered';
ALTER AGGREGATE rows_of(*) RENAME TO how_many;
DROP AGGREGATE old_total(integer);
