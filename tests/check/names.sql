CREATE TYPE mood AS ENUM ('ok', 'a value that is much longer than sixty-three bytes, which is too long');

CREATE TABLE mood (id integer PRIMARY KEY);
CREATE TABLE a (id integer CONSTRAINT taken PRIMARY KEY);
CREATE VIEW taken AS SELECT 1;

CREATE TABLE t (
    -- @rust name="not a name"
    id integer PRIMARY KEY,
    -- @rust type="Vec<"
    data jsonb
);
