CREATE TYPE address AS (street text, zip integer, city text COLLATE "C", country varchar(2));
COMMENT ON TYPE address IS 'where somebody lives';
COMMENT ON COLUMN address.city IS 'of the street';
CREATE TABLE person (id bigint PRIMARY KEY, home address, others address[]);
CREATE VIEW street AS SELECT id, (home).street FROM person;
COMMENT ON VIEW street IS 'where';
