CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean);
CREATE VIEW open WITH (security_barrier = on, security_invoker = true) AS SELECT id, title FROM todo WHERE NOT done WITH LOCAL CHECK OPTION;
ALTER TABLE open ALTER COLUMN title SET DEFAULT 'some', ALTER COLUMN id SET DEFAULT 7;
COMMENT ON COLUMN open.title IS 'new';
