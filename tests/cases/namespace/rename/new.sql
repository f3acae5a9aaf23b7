-- @renamed from=app
CREATE SCHEMA shop;
CREATE TYPE shop.mood AS ENUM ('good', 'bad');
CREATE TABLE shop.film (id integer PRIMARY KEY, mood shop.mood DEFAULT 'good'::shop.mood);
CREATE VIEW shop.moods AS SELECT mood FROM shop.film;
CREATE PUBLICATION p FOR TABLES IN SCHEMA shop;
