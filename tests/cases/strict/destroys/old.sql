CREATE TYPE status AS ENUM ('open', 'done');
CREATE SEQUENCE counter;
CREATE TABLE gone (id int PRIMARY KEY);
CREATE TABLE todo (id int PRIMARY KEY, title varchar(50), note bytea, slug text, status status);
CREATE MATERIALIZED VIEW kept AS SELECT id FROM todo;
CREATE EXTENSION citext;
