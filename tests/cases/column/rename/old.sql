CREATE TABLE todo (
    id int PRIMARY KEY,
    title text NOT NULL UNIQUE CHECK (title <> ''),
    shout text GENERATED ALWAYS AS (upper(title)) STORED,
    note text
);
CREATE INDEX todo_title_idx ON todo (lower(title)) WHERE title IS NOT NULL;
CREATE TABLE child (id int PRIMARY KEY, title text REFERENCES todo (title));
CREATE VIEW titles AS SELECT id, title FROM todo;
CREATE VIEW all_titles AS SELECT * FROM titles;
CREATE PUBLICATION p FOR TABLE todo (id, title) WHERE (id > 3);
