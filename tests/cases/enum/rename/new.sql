-- @renamed from=status
CREATE TYPE state AS ENUM ('open', 'done');
CREATE TABLE todo (id int PRIMARY KEY, status state DEFAULT 'open'::state, CHECK (status <> 'done'::state));
CREATE FUNCTION next(s state) RETURNS state LANGUAGE sql AS $$ SELECT s $$;
CREATE VIEW done AS SELECT id FROM todo WHERE status = 'done'::state;
