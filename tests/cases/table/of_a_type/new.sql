CREATE TYPE note AS (id int, title text);
CREATE TABLE todo OF note;
CREATE TABLE place (id int, title text);
