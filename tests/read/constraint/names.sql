-- Checked against PostgreSQL 15
CREATE TABLE t (
    id int UNIQUE PRIMARY KEY,
    a int CHECK (a > 0) CHECK (a < 10),
    b int CHECK (a > b) CHECK (1 > 0),
    c text UNIQUE CONSTRAINT c_named UNIQUE,
    d date CHECK (d > date '2020-01-01'),
    date date CHECK (d > 'today'::date),
    CHECK (t.a > 0),
    CHECK (length(c) > 2 AND c <> ''),
    CONSTRAINT t_c_check1 CHECK (c <> 'x'),
    CHECK (c <> 'y'),
    UNIQUE (a, b), UNIQUE (b, a), UNIQUE (a, b) DEFERRABLE,
    UNIQUE (a) INCLUDE (b)
);
CREATE TABLE t_a (b_key int UNIQUE, b int);
CREATE TABLE u (
    x int REFERENCES t (id), y int REFERENCES t, FOREIGN KEY (x, y) REFERENCES t (a, b), FOREIGN KEY (x) REFERENCES t (id)
);
CREATE TABLE a_very_long_table_name_that_is_almost_sixty_three_bytes_long_x (
    another_very_long_column_name_of_the_table int UNIQUE CHECK (another_very_long_column_name_of_the_table > 0),
    id serial PRIMARY KEY
);
CREATE TABLE "ßtraße" ("ÄÖÜäöüßÄÖÜäöüßÄÖÜäöüßÄÖÜäöüß" int UNIQUE, "Mixed" int CHECK ("Mixed" > 0));
CREATE TABLE other_schema (t_pkey int PRIMARY KEY);
CREATE INDEX ON t (a);
CREATE INDEX ON t (a);
CREATE INDEX ON t (lower(c), c, (a + b), (b + a), b DESC) INCLUDE (d);
CREATE INDEX ON t ((c || c));
CREATE INDEX ON t ((c::varchar), (d::timestamp), date_trunc('day', d::timestamp));
CREATE INDEX ON t ((CASE WHEN a > 0 THEN 1 END));
CREATE INDEX ON t (COALESCE(a, b), (a IS NULL));
CREATE UNIQUE INDEX t_a_key ON t (b) WHERE a > 0;
ALTER TABLE t ADD UNIQUE (a);
ALTER TABLE t ADD CHECK (a <> 5), ADD COLUMN e int CHECK (e > a) UNIQUE REFERENCES t;
CREATE DOMAIN pos AS int CHECK (VALUE > 0) CHECK (VALUE < 100) CONSTRAINT odd CHECK (VALUE % 2 = 1);
CREATE TABLE pos_2 (pos pos CHECK (pos > 5));
CREATE TABLE x_y (z int UNIQUE);
CREATE TABLE x (y_z int UNIQUE);
