CREATE DOMAIN email AS text;
CREATE TABLE person (id bigint PRIMARY KEY, name text, born date NOT NULL DEFAULT now(), email email);
