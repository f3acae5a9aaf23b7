CREATE TYPE address AS (street text, zip bigint, city text);
COMMENT ON TYPE address IS 'where';
CREATE TYPE contact AS (name text, at address);
CREATE TABLE person (
    id bigint PRIMARY KEY,
    home address DEFAULT ROW('main', 1, 'here')::address,
    others address[],
    who contact,
    CONSTRAINT person_home_check CHECK ((home).zip > 0)
);
CREATE VIEW street AS SELECT id, (home).street FROM person;
CREATE FUNCTION shout(a address) RETURNS text LANGUAGE sql AS $$ SELECT upper((a).street) $$;
