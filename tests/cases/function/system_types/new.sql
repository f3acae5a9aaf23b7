CREATE TABLE t (a integer, b information_schema.sql_identifier, c pg_catalog.pg_class[]);
CREATE FUNCTION f(c refcursor, r pg_class) RETURNS SETOF pg_stat_activity LANGUAGE sql AS 'SELECT * FROM pg_stat_activity';
