CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean);
CREATE VIEW a AS SELECT id, title FROM todo;
CREATE VIEW b AS SELECT * FROM todo;
CREATE VIEW c AS SELECT title FROM a;
