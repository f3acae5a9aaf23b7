-- @renamed from=todo
CREATE TABLE task (
    id int PRIMARY KEY,
    name text, -- @renamed from=title
    done boolean
);
-- @renamed from=log
CREATE TABLE note (id int, what text);
-- @renamed from=a
CREATE RULE b AS ON UPDATE TO task WHERE NEW.name <> 'x' DO ALSO INSERT INTO note (id, what) VALUES (NEW.id, OLD.name);
COMMENT ON RULE b ON task IS 'kept';
