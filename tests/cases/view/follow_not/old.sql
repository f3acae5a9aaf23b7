CREATE TABLE todo (id int PRIMARY KEY, done boolean, title text);
CREATE VIEW a AS SELECT id, title FROM todo;
CREATE VIEW b AS SELECT * FROM todo;
CREATE VIEW c AS SELECT title FROM a;
