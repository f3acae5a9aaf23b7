CREATE TABLE parent (id integer, gone text, name varchar(10));
CREATE TABLE child (extra integer) INHERITS (parent);
CREATE INDEX child_gone ON child (gone);
