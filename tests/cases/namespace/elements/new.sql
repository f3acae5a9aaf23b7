CREATE TABLE kept (id integer);
CREATE SCHEMA app AUTHORIZATION tw_owner
    CREATE TABLE film (id integer PRIMARY KEY, title text)
    CREATE VIEW titles AS SELECT title FROM film;
