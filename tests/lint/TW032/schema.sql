CREATE TABLE person (id bigint PRIMARY KEY, email text NOT NULL UNIQUE);
ALTER TABLE person ADD CONSTRAINT again UNIQUE (id);
CREATE UNIQUE INDEX person_email ON person (email);
CREATE INDEX person_id ON person (id);
