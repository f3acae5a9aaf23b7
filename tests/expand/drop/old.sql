CREATE TYPE kind AS ENUM ('a', 'b');
CREATE TABLE team (id bigint PRIMARY KEY);
CREATE TABLE todo (
    id bigint PRIMARY KEY,
    kind kind NOT NULL,
    code text NOT NULL UNIQUE CHECK (code <> ''),
    team_id bigint NOT NULL REFERENCES team,
    weight int NOT NULL DEFAULT 1
);
CREATE INDEX ON todo (kind, team_id);
CREATE TABLE draft (id bigint PRIMARY KEY, todo_id bigint REFERENCES todo, next_id bigint REFERENCES draft);
CREATE VIEW kinds AS SELECT kind, count(*) FROM todo GROUP BY kind;
CREATE FUNCTION old_one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
