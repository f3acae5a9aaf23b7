CREATE TYPE span AS RANGE (SUBTYPE = integer);
CREATE TABLE t (id int PRIMARY KEY, it span);
