CREATE TYPE note AS (id bigint, title text, made date, done bool);
CREATE TABLE todo OF note (PRIMARY KEY (id), done WITH OPTIONS DEFAULT false NOT NULL);
CREATE INDEX ON todo (made);
CREATE TABLE place OF note;
