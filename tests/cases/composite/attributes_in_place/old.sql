CREATE TYPE address AS (street text, zip integer);
CREATE TABLE person (id bigint PRIMARY KEY, home address, others address[]);
CREATE VIEW street AS SELECT id, (home).street FROM person;
COMMENT ON VIEW street IS 'where';
