CREATE TYPE status AS ENUM ('open', 'done', 'gone');
COMMENT ON TYPE status IS 'How far';
CREATE DOMAIN known AS status NOT NULL;
CREATE FUNCTION first(status) RETURNS status LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;
CREATE TABLE todo (
    id int PRIMARY KEY,
    status status NOT NULL DEFAULT 'open',
    before status[] DEFAULT '{}',
    sure known,
    open boolean GENERATED ALWAYS AS (status = 'open') STORED,
    CHECK (status <> 'done' OR id > 0)
);
CREATE INDEX todo_open_idx ON todo (id) WHERE status = 'open';
CREATE INDEX todo_status_idx ON todo (status);
CREATE VIEW done AS SELECT * FROM todo WHERE status = 'done';
