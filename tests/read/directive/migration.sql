-- Strongest lock: ACCESS EXCLUSIVE on todo.
BEGIN;
CREATE TABLE todo (id int, title text);
COMMIT;
-- @commit
-- @no-transaction
CREATE INDEX CONCURRENTLY todo_title_idx ON todo (title);
-- @effect ALTER TABLE todo ADD COLUMN done boolean NOT NULL DEFAULT false;
-- @effect CREATE INDEX ON todo (done)
DO $$ BEGIN EXECUTE 'ALTER TABLE todo ADD COLUMN done ...'; END $$;
-- A guard.
-- @opaque
DO $$ BEGIN IF EXISTS (SELECT FROM todo) THEN RAISE EXCEPTION 'rows'; END IF; END $$;
-- @opaque
GRANT SELECT ON todo TO reader;
-- @effect DROP TABLE IF EXISTS nothing
SELECT migrate_everything();
INSERT INTO todo VALUES (1, 'a;b');
WITH x AS (DELETE FROM todo RETURNING id) INSERT INTO todo SELECT id FROM x;
UPDATE todo SET title = 'x'; DELETE FROM todo; TRUNCATE todo; LOCK TABLE todo; ANALYZE; REINDEX TABLE todo;
SELECT setval('x', 1);
