-- @renamed from=todo
CREATE TABLE task (
    id int PRIMARY KEY,
    name text, -- @renamed from=title
    done boolean,
    changed timestamptz
);
-- @renamed from=touch
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed := now(); RETURN NEW; END $$;
-- @renamed from=touch
CREATE TRIGGER stamp BEFORE UPDATE OF name ON task FOR EACH ROW WHEN (NEW.name <> OLD.name AND NEW.done) EXECUTE FUNCTION stamp();
COMMENT ON TRIGGER stamp ON task IS 'kept';
