CREATE TABLE a (id integer NOT NULL);
CREATE UNIQUE INDEX a_id ON a (id);
CREATE TABLE b (id integer);
CREATE TABLE c (id integer NOT NULL);
