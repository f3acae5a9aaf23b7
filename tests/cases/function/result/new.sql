CREATE FUNCTION size(x text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT length(x)::bigint $$;
CREATE TABLE a (id int PRIMARY KEY, x text DEFAULT 'a', n bigint DEFAULT size('abc'), CHECK (size(x) > 0));
CREATE INDEX a_size_idx ON a (size(x));
CREATE VIEW v AS SELECT size(x) AS s FROM a;
