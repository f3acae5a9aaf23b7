CREATE TABLE todo (id int PRIMARY KEY, title varchar(80) NOT NULL, done boolean NOT NULL DEFAULT false, owner int);
CREATE TABLE person (id int PRIMARY KEY, name text);
-- Another condition.
CREATE VIEW open AS SELECT id, title, lower(title) FROM todo WHERE NOT done;
COMMENT ON VIEW open IS 'What is to be done.';
GRANT SELECT ON open TO PUBLIC;
CREATE VIEW open_count AS SELECT count(*) AS n FROM open;
-- A join and more columns.
CREATE VIEW owned AS SELECT id, title AS what FROM todo;
CREATE VIEW all_owned AS SELECT * FROM owned;
-- Both ways of a union.
CREATE VIEW names AS SELECT title FROM todo UNION ALL SELECT name FROM person WHERE id > 0;
-- With an option, a comment and a default.
CREATE VIEW kept WITH (security_barrier = true) AS SELECT t.id, t.done IS DISTINCT FROM true AS open FROM todo t;
COMMENT ON COLUMN kept.id IS 'old';
