CREATE TYPE note AS (id int, title text);
CREATE TABLE todo (id int, title text);
CREATE TABLE place OF note;
