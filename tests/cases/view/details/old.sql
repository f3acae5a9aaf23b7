CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean);
CREATE VIEW open WITH (security_barrier) AS SELECT id, title FROM todo WHERE NOT done;
ALTER VIEW open ALTER COLUMN title SET DEFAULT 'none';
COMMENT ON COLUMN open.title IS 'old';
COMMENT ON COLUMN open.id IS 'goes';
