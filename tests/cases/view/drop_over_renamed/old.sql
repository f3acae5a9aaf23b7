CREATE TABLE todo (id int PRIMARY KEY, title text);
CREATE VIEW titles AS SELECT title FROM todo;
