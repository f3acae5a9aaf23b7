CREATE TABLE t (a bigint, b text);
CREATE INDEX plain ON t (a, b);
CREATE UNIQUE INDEX single ON t (a DESC);
