CREATE TABLE todo (id bigint PRIMARY KEY, title text, done bool, owner text);
CREATE VIEW open AS SELECT id, title FROM todo WHERE NOT done;
CREATE FUNCTION slug(t text) RETURNS text LANGUAGE sql AS $$ SELECT t $$;
REVOKE ALL ON FUNCTION slug(text) FROM PUBLIC;
GRANT SELECT ON todo TO tw_reader WITH GRANT OPTION;
GRANT SELECT ON todo TO PUBLIC;
GRANT UPDATE (title, done, owner) ON todo TO tw_writer;
GRANT SELECT ON open TO tw_reader, tw_writer;
