-- @renamed from=todo
CREATE TABLE task (
    id int PRIMARY KEY,
    label text, -- @renamed from=title
    done boolean
);
CREATE SCHEMA audit;
-- @renamed from=public.log
CREATE TABLE audit.log (id int, what text);
CREATE VIEW a AS SELECT t.id, t.label AS name FROM task t WHERE t.label <> '' ORDER BY t.label;
-- @renamed from=b
CREATE VIEW names AS SELECT id, name FROM a;
CREATE VIEW c AS SELECT task.id, l.what FROM task JOIN audit.log AS l ON l.id = task.id;
CREATE VIEW d AS SELECT count(*) AS total FROM (SELECT id FROM task WHERE done) AS x;
