CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean);
CREATE TABLE log (id int, what text);
CREATE RULE a AS ON UPDATE TO todo DO ALSO INSERT INTO log (id, what) VALUES (NEW.id, OLD.title);
CREATE RULE b AS ON UPDATE TO log DO ALSO DELETE FROM todo WHERE id = OLD.id;
