-- @renamed from=todo
CREATE TABLE task (
    id int PRIMARY KEY,
    -- @renamed from=title
    name text NOT NULL,
    "userId" int
);
CREATE INDEX task_name_idx ON task (name);
