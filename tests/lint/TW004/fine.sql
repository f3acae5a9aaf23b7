CREATE DOMAIN key AS bigint;
CREATE TABLE parent (id key PRIMARY KEY, code varchar(10) NOT NULL UNIQUE);
CREATE TABLE child (id bigint PRIMARY KEY, parent_id bigint REFERENCES parent, code text REFERENCES parent (code));
