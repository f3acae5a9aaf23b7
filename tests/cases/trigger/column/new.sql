CREATE TABLE todo (id int PRIMARY KEY, title text, changed timestamptz);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed := now(); RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE OF title ON todo FOR EACH ROW EXECUTE FUNCTION touch();
