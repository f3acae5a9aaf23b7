CREATE EXTENSION btree_gist;
CREATE TYPE title AS ENUM ();
CREATE FUNCTION title(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE todo (
    title text CHECK (title <> '' AND todo.title <> 'title' AND length(title) > 1),
    "Other" int,
    slug text GENERATED ALWAYS AS (lower(title)) STORED,
    n serial,
    UNIQUE (title) INCLUDE ("Other"),
    EXCLUDE USING gist (title WITH =) WHERE (title IS NOT NULL),
    CONSTRAINT kept CHECK ((todo.title)::text::title IS NULL OR title(1) > 0)
);
CREATE INDEX todo_title ON todo (title, lower(title), ("Other" + 1)) WHERE title > 'a';
CREATE TABLE note (todo text REFERENCES todo (title), FOREIGN KEY (todo) REFERENCES todo (title) ON DELETE SET NULL (todo));
CREATE PUBLICATION p FOR TABLE todo (title, n) WHERE (title > 'x');
CREATE VIEW v AS SELECT title FROM todo;
ALTER TABLE todo RENAME COLUMN title TO "Name";
ALTER TABLE todo RENAME "Other" TO other;
ALTER TABLE todo RENAME n TO number;
ALTER TABLE note RENAME todo TO title;
COMMENT ON COLUMN todo."Name" IS 'renamed';
