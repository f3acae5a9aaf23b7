CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean);
CREATE TABLE log (id int, what text);
CREATE VIEW a AS SELECT t.id, t.title AS name FROM todo t WHERE t.title <> '' ORDER BY t.title;
CREATE VIEW b AS SELECT id, name FROM a;
CREATE VIEW c AS SELECT todo.id, l.what FROM todo JOIN log AS l ON l.id = todo.id;
CREATE VIEW d AS SELECT count(*) AS total FROM (SELECT id FROM todo WHERE done) AS x;
