CREATE TABLE todo (id int PRIMARY KEY, title varchar(80) NOT NULL, done boolean NOT NULL DEFAULT false, owner int, due date);
CREATE TABLE person (id int PRIMARY KEY, name text);
-- Another condition.
CREATE VIEW open AS SELECT id, title, lower(title) FROM todo WHERE NOT done AND owner IS NOT NULL;
COMMENT ON VIEW open IS 'What somebody has to do.';
GRANT SELECT ON open TO PUBLIC;
CREATE VIEW open_count AS SELECT count(*) AS n FROM open;
-- A join and more columns.
CREATE VIEW owned AS SELECT t.id, t.title AS what, p.name AS owner, t.due FROM todo AS t LEFT JOIN person p ON p.id = t.owner;
CREATE VIEW all_owned AS SELECT * FROM owned;
-- Both ways of a union.
CREATE VIEW names AS SELECT title FROM todo UNION ALL SELECT name FROM person WHERE id > 1;
-- With an option, a comment and a default.
CREATE VIEW kept WITH (security_invoker = true) AS SELECT t.id, t.done IS DISTINCT FROM true AS open FROM todo t WHERE t.id > 0;
COMMENT ON COLUMN kept.id IS 'new';
ALTER VIEW kept ALTER COLUMN id SET DEFAULT 7;
