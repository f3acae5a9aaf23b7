CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean, changed timestamptz);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed := now(); RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE OF title, done ON todo FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER other BEFORE UPDATE OF done ON todo FOR EACH ROW EXECUTE FUNCTION touch();
