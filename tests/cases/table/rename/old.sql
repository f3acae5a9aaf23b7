CREATE TABLE todo (
    id serial PRIMARY KEY,
    title text NOT NULL UNIQUE,
    parent int REFERENCES todo,
    CHECK (todo.title <> '')
);
CREATE INDEX todo_parent_idx ON todo (parent);
CREATE TABLE note (id int PRIMARY KEY, todo_id int REFERENCES todo);
CREATE VIEW open AS SELECT t.id, t.title FROM todo t;
