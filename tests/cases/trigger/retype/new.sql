CREATE TABLE todo (id int PRIMARY KEY, title varchar(40), done boolean, changed timestamptz);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed := now(); RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE OF done ON todo FOR EACH ROW WHEN (NEW.title <> '') EXECUTE FUNCTION touch();
COMMENT ON TRIGGER touch ON todo IS 'kept';
ALTER TABLE todo ENABLE ALWAYS TRIGGER touch;
