CREATE SCHEMA app;
CREATE TABLE todo (
    id serial PRIMARY KEY, parent int REFERENCES todo, n int GENERATED ALWAYS AS IDENTITY,
    todo text CHECK (todo.todo <> '' AND todo <> 'x')
);
CREATE INDEX todo_idx ON todo (todo);
CREATE TABLE note (todo int REFERENCES todo);
CREATE PUBLICATION p FOR TABLE todo;
CREATE VIEW v AS SELECT todo.id FROM public.todo;
CREATE FUNCTION f(t todo) RETURNS SETOF todo LANGUAGE sql AS 'SELECT * FROM todo';
ALTER TABLE todo RENAME TO task;
ALTER TABLE task SET SCHEMA app;
ALTER TABLE app.task RENAME CONSTRAINT todo_pkey TO task_pkey;
ALTER TABLE app.task RENAME CONSTRAINT todo_parent_fkey TO "Parent";
CREATE TABLE todo (id int PRIMARY KEY);
CREATE SEQUENCE todo_id_seq;
ALTER TABLE v RENAME TO w;
