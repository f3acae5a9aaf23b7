CREATE TABLE author (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    code integer UNIQUE DEFERRABLE
);

CREATE TABLE post (
    id bigint PRIMARY KEY,
    author_id bigint REFERENCES auhtor (id),
    editor_id bigint REFERENCES author (key),
    reader_id uuid REFERENCES author (id),
    author_name text REFERENCES author (name),
    author_code integer REFERENCES author (code),
    slug text GENERATED ALWAYS AS (lower(author_name)) STORED REFERENCES author (name) ON DELETE SET NULL,
    FOREIGN KEY (id, author_id) REFERENCES author (id, name) ON DELETE SET NULL (reader_id),
    FOREIGN KEY (id, author_id) REFERENCES author (id),
    FOREIGN KEY (nothing) REFERENCES author (id),
    -- These are fine: a smaller integer, and the primary key by itself.
    small integer REFERENCES author (id),
    FOREIGN KEY (id) REFERENCES author
);

CREATE TABLE keyless (a integer);
CREATE TABLE to_keyless (a integer REFERENCES keyless);

CREATE VIEW everybody AS SELECT 1 AS id;
CREATE TABLE to_view (a integer REFERENCES everybody (id));
