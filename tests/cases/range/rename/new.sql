-- @renamed from=span
CREATE TYPE reach AS RANGE (SUBTYPE = bigint);
CREATE TABLE t (id int PRIMARY KEY, it reach);
