CREATE TYPE s AS ENUM ('a', 'b');
CREATE TABLE t (s s);
CREATE INDEX i ON t (s) WHERE s = 'b';
