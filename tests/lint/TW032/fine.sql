CREATE TABLE person (id bigint PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE UNIQUE INDEX person_lower ON person (lower(email));
CREATE INDEX person_email ON person (email text_pattern_ops);
