CREATE DOMAIN code AS varchar(5) CHECK (VALUE <> '');
CREATE TABLE a (id int PRIMARY KEY, code code NOT NULL DEFAULT 'x', codes code[]);
CREATE VIEW codes AS SELECT code FROM a;
