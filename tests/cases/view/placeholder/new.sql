CREATE TABLE todo (id int PRIMARY KEY, title text);
CREATE VIEW late AS SELECT NULL::integer AS id, NULL::text AS title;
CREATE FUNCTION first(late) RETURNS integer LANGUAGE sql AS 'SELECT $1.id';
CREATE OR REPLACE VIEW late AS SELECT todo.id, todo.title FROM todo WHERE first(ROW(1, '')::late) = 1;
