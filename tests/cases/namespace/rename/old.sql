CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('good', 'bad');
CREATE TABLE app.film (id integer PRIMARY KEY, mood app.mood DEFAULT 'good'::app.mood);
CREATE VIEW app.moods AS SELECT mood FROM app.film;
CREATE PUBLICATION p FOR TABLES IN SCHEMA app;
