CREATE TYPE size AS ENUM ('ok', 'a value that is much longer than sixty-three bytes, which is too long');

CREATE TABLE t (
    -- @rust name="not a name"
    id integer PRIMARY KEY,
    -- @rust type="Vec<"
    data jsonb
);
