CREATE TABLE todo (
    id int PRIMARY KEY,
    title text NOT NULL UNIQUE,
    done boolean,
    kind text,
    CHECK (kind <> '' OR done),
    UNIQUE (kind, done)
);
CREATE INDEX todo_kind_idx ON todo (kind, id);
CREATE INDEX todo_lower_idx ON todo (lower(kind));
CREATE VIEW kinds AS SELECT kind FROM todo;
CREATE PUBLICATION p FOR TABLE todo (id, kind);
