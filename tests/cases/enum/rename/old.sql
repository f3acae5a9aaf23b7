CREATE TYPE status AS ENUM ('open', 'done');
CREATE TABLE todo (id int PRIMARY KEY, status status DEFAULT 'open'::status, CHECK (status <> 'done'::status));
CREATE FUNCTION next(s status) RETURNS status LANGUAGE sql AS $$ SELECT s $$;
CREATE VIEW done AS SELECT id FROM todo WHERE status = 'done'::status;
