CREATE TYPE span AS RANGE (SUBTYPE = integer);
COMMENT ON TYPE span IS 'from and to';
CREATE TYPE real_range AS RANGE (SUBTYPE = double precision);
CREATE TABLE t (
    id integer PRIMARY KEY,
    s span DEFAULT span(1, 2),
    m span_multirange,
    a span[],
    r real_range
);
CREATE VIEW v AS SELECT lower(s) AS l FROM t;
