CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE person (
    id bigint PRIMARY KEY,
    name text NOT NULL DEFAULT '',
    born date NOT NULL,
    email email,
    nick text NOT NULL,
    age int NOT NULL DEFAULT 0
);
