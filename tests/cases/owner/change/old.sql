CREATE SCHEMA app;
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE todo (id serial PRIMARY KEY, mood mood);
CREATE VIEW open AS SELECT id FROM todo;
CREATE FUNCTION slug(t text) RETURNS text LANGUAGE sql AS $$ SELECT t $$;
CREATE PUBLICATION live FOR TABLE todo;
ALTER TABLE todo OWNER TO tw_owner;
GRANT SELECT ON todo TO tw_writer;
