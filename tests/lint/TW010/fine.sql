CREATE TABLE person (id bigint PRIMARY KEY, name text NOT NULL, nick varchar);
