CREATE TABLE t (a integer, b text);
CREATE INDEX plain ON t (a);
CREATE UNIQUE INDEX single ON t (a);
