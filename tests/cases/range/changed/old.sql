CREATE TYPE span AS RANGE (SUBTYPE = integer);
COMMENT ON TYPE span IS 'from and to';
CREATE TABLE t (id integer PRIMARY KEY, s span, m span_multirange, a span[]);
CREATE VIEW v AS SELECT lower(s) AS l FROM t;
