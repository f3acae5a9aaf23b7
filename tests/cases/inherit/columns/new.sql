CREATE TABLE parent (id integer, name text, added integer NOT NULL DEFAULT 1);
CREATE TABLE child (extra integer) INHERITS (parent);
CREATE INDEX child_added ON child (added);
