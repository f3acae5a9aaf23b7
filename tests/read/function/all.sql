CREATE TABLE todo (id int);
CREATE TYPE mood AS ENUM ('a');
CREATE FUNCTION plain() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE FUNCTION add(a int, IN b integer DEFAULT 1 + 1, OUT total int, INOUT c mood = 'a', VARIADIC rest text[] DEFAULT '{}')
RETURNS record AS $body$
BEGIN
    -- A comment; with a semicolon.
    total := a + b;
END;
$body$ LANGUAGE plpgsql IMMUTABLE;
CREATE FUNCTION unnamed(int, double precision, timestamp with time zone, character varying(3)[], "char") RETURNS void LANGUAGE c AS 'x', 'y';
CREATE FUNCTION out_first(OUT x int, y interval day to second, in out z text) LANGUAGE sql AS $$ SELECT 1 $$;
CREATE FUNCTION rows() RETURNS TABLE (id int, t todo) LANGUAGE sql BEGIN ATOMIC
    SELECT CASE WHEN true THEN 1 END, todo FROM todo;
    SELECT 2, NULL;
END;
CREATE FUNCTION of_type(a todo, b public.todo[]) RETURNS SETOF todo.id%TYPE RETURN a;
CREATE PROCEDURE go(INOUT n int) LANGUAGE plpgsql AS $$ BEGIN n := 1; END $$;
CREATE OR REPLACE FUNCTION plain() RETURNS bigint LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION plain(text) RETURNS int LANGUAGE sql AS 'SELECT 3';
ALTER FUNCTION plain(text) RENAME TO other;
ALTER FUNCTION plain OWNER TO me;
CREATE SCHEMA app;
ALTER ROUTINE go SET SCHEMA app;
CREATE FUNCTION gone(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP FUNCTION gone(integer);
CREATE FUNCTION gone(a int, OUT b text) RETURNS text LANGUAGE sql AS 'SELECT 1';
DROP FUNCTION gone;
DROP FUNCTION IF EXISTS gone(text), gone CASCADE;
