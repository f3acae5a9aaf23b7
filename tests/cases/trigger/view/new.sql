CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean, changed timestamptz);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE VIEW open AS SELECT id, title, changed FROM todo WHERE NOT done;
CREATE TRIGGER write INSTEAD OF INSERT OR UPDATE ON open FOR EACH ROW EXECUTE FUNCTION note();
COMMENT ON TRIGGER write ON open IS 'writes through';
