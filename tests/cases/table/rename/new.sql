-- @renamed from=todo
CREATE TABLE task (
    id serial PRIMARY KEY,
    title text NOT NULL UNIQUE,
    parent int REFERENCES task,
    CHECK (task.title <> '')
);
CREATE INDEX task_parent_idx ON task (parent);
CREATE TABLE note (id int PRIMARY KEY, todo_id int REFERENCES task);
CREATE VIEW open AS SELECT t.id, t.title FROM task t;
