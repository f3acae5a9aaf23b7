CREATE SCHEMA shop;
SET search_path = shop, public;
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE SEQUENCE counter;
CREATE FUNCTION fits(text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 <> $$$$';
CREATE TABLE item (
    id int PRIMARY KEY DEFAULT nextval('counter'),
    mood mood DEFAULT 'sad'::mood,
    title text CHECK (fits(title)),
    feeling text GENERATED ALWAYS AS (CASE WHEN mood = CAST('sad' AS mood) THEN 'low' END) STORED
);
CREATE INDEX glad ON item (title) WHERE mood = 'glad'::mood;
CREATE VIEW titles AS SELECT item.title FROM item WHERE fits(item.title);
CREATE VIEW more AS WITH titles AS (SELECT 1 AS n) SELECT t.n, o.title FROM titles AS t, item AS o;
CREATE FUNCTION items() RETURNS SETOF item LANGUAGE sql BEGIN ATOMIC SELECT * FROM item; END;
CREATE FUNCTION moods() RETURNS TABLE (title text, mood mood) LANGUAGE sql AS 'SELECT title, mood FROM shop.item';
ALTER TABLE item ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON item USING (EXISTS (SELECT FROM titles AS t WHERE t.title = item.title));
