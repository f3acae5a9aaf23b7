CREATE DOMAIN phone AS text CONSTRAINT digits NOT NULL;
CREATE TABLE person (
    id integer CONSTRAINT person_is_known NOT NULL,
    phone phone
);
