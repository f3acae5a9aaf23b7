CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean);
CREATE TABLE log (id int, what text);
CREATE RULE kept AS ON DELETE TO todo DO INSTEAD NOTHING;
CREATE RULE logged AS ON UPDATE TO todo WHERE NEW.title <> OLD.title
    DO ALSO (INSERT INTO log VALUES (NEW.id, 'updated'); DELETE FROM log WHERE id < 0);
COMMENT ON RULE logged ON todo IS 'what changed';
CREATE VIEW open AS SELECT id, title FROM todo WHERE NOT done;
CREATE RULE write AS ON INSERT TO open DO INSTEAD INSERT INTO todo (id, title, done) VALUES (NEW.id, NEW.title, false);
CREATE RULE off AS ON INSERT TO todo DO INSERT INTO log (id) VALUES (NEW.id);
ALTER TABLE todo DISABLE RULE off;
