CREATE TABLE plain (id integer);
CREATE TABLE parent (id integer NOT NULL, name text DEFAULT 'x', CONSTRAINT named CHECK (name <> ''), CONSTRAINT own CHECK (id > 0) NO INHERIT);
CREATE TABLE child (extra integer, id integer PRIMARY KEY) INHERITS (parent);
ALTER TABLE child ALTER name SET DEFAULT 'child';
CREATE TABLE grandchild () INHERITS (child);
