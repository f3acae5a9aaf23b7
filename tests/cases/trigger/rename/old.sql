CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean, changed timestamptz);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed := now(); RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE OF title ON todo FOR EACH ROW WHEN (NEW.title <> OLD.title AND NEW.done) EXECUTE FUNCTION touch();
COMMENT ON TRIGGER touch ON todo IS 'kept';
