CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL);
CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL);
CREATE FUNCTION next_n() RETURNS int LANGUAGE sql AS $$ SELECT max(n) + 1 FROM item $$;
ALTER TABLE item ALTER COLUMN n SET DEFAULT next_n();
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT count(*) FROM counter $$;
CREATE VIEW totals AS SELECT total() AS n;
