CREATE DOMAIN phone AS text CONSTRAINT number NOT NULL;
CREATE TABLE person (
    id integer CONSTRAINT person_has_id NOT NULL,
    phone phone
);
