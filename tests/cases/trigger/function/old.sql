CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean, changed timestamptz);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER log AFTER INSERT ON todo FOR EACH ROW EXECUTE FUNCTION note();
