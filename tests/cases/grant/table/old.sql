CREATE TABLE todo (id bigint PRIMARY KEY, title text, done bool);
CREATE VIEW open AS SELECT id FROM todo WHERE NOT done;
CREATE FUNCTION slug(t text) RETURNS text LANGUAGE sql AS $$ SELECT t $$;
GRANT SELECT, INSERT ON todo TO tw_reader;
GRANT UPDATE (title) ON todo TO tw_writer;
GRANT SELECT ON open TO tw_reader;
