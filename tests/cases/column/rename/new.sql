CREATE TABLE todo (
    id int PRIMARY KEY,
    -- @renamed from=title
    name text NOT NULL UNIQUE CHECK (name <> ''),
    shout text GENERATED ALWAYS AS (upper(name)) STORED,
    note text
);
CREATE INDEX todo_name_idx ON todo (lower(name)) WHERE name IS NOT NULL;
CREATE TABLE child (id int PRIMARY KEY, title text REFERENCES todo (name));
CREATE VIEW titles AS SELECT id, name FROM todo;
CREATE VIEW all_titles AS SELECT * FROM titles;
CREATE PUBLICATION p FOR TABLE todo (id, name) WHERE (id > 3);
