-- As pg_dump wrote views that need each other, before version 10.
CREATE TABLE todo (id int PRIMARY KEY, title text);
CREATE TABLE oldest (id integer);
CREATE RULE "_RETURN" AS ON SELECT TO oldest DO INSTEAD SELECT todo.id FROM todo;
