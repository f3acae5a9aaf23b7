CREATE TYPE note AS (id int, title text, size int);
CREATE TABLE todo OF note (PRIMARY KEY (id));
CREATE INDEX ON todo (size);
CREATE TABLE place OF note;
