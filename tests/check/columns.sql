CREATE TYPE mood AS ENUM ('ok');

CREATE TABLE t (
    id integer PRIMARY KEY,
    a integer DEFAULT 1 GENERATED ALWAYS AS IDENTITY,
    b text GENERATED ALWAYS AS IDENTITY,
    c integer DEFAULT 2 GENERATED ALWAYS AS (id + 1) STORED,
    d integer GENERATED ALWAYS AS (c + 1) STORED,
    e integer GENERATED ALWAYS AS (e + 1) STORED,
    f integer GENERATED ALWAYS AS (id) VIRTUAL,
    date text,
    -- None of these uses itself: a field, a type, a name of an argument.
    year integer GENERATED ALWAYS AS (EXTRACT(year FROM now())) STORED,
    mood mood GENERATED ALWAYS AS ('ok'::mood) STORED,
    -- `date` is a type here, not the column.
    g date GENERATED ALWAYS AS ('2026-01-01'::date) STORED
);
