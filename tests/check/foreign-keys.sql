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
    FOREIGN KEY (id, author_id) REFERENCES author (id),
    FOREIGN KEY (id, author_id) REFERENCES author (id, name) ON DELETE SET NULL (reader_id),
    -- These are fine: a smaller integer, and a varchar for a text.
    small integer REFERENCES author (id),
    FOREIGN KEY (id) REFERENCES author
);
