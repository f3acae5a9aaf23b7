CREATE TABLE parent (code text PRIMARY KEY, size int NOT NULL, note text DEFAULT 'x', number bigint GENERATED ALWAYS AS IDENTITY);
CREATE TABLE child (id bigint PRIMARY KEY, code text REFERENCES parent);
CREATE VIEW sizes AS SELECT size FROM parent;
CREATE FUNCTION area(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
