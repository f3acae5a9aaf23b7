CREATE TABLE todo (id int PRIMARY KEY, title text);
CREATE TABLE log (id int);
CREATE RULE a AS ON INSERT TO todo DO NOTHING;
CREATE RULE b AS ON UPDATE TO public.todo WHERE (NEW.title <> OLD.title) DO INSTEAD (INSERT INTO log VALUES (NEW.id); NOTIFY changed;);
CREATE OR REPLACE RULE a AS ON DELETE TO todo DO ALSO DELETE FROM log WHERE log.id = OLD.id;
ALTER TABLE todo DISABLE RULE a, ENABLE ALWAYS RULE b;
ALTER RULE a ON todo RENAME TO c;
COMMENT ON RULE c ON todo IS 'cleans up';
-- As pg_dump writes what needs each other.
CREATE VIEW late AS SELECT NULL::integer AS id, NULL::text AS title;
CREATE FUNCTION first(late) RETURNS integer LANGUAGE sql AS 'SELECT $1.id';
CREATE OR REPLACE VIEW late AS SELECT todo.id, todo.title FROM todo WHERE first(ROW(1, '')::late) = 1;
CREATE VIEW older AS SELECT NULL::integer AS id;
CREATE OR REPLACE RULE "_RETURN" AS ON SELECT TO older DO INSTEAD SELECT todo.id FROM todo;
