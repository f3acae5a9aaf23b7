-- @renamed from=pair
CREATE TYPE couple AS (
    first integer, -- @renamed from=a
    b text
);
CREATE TABLE t (id integer PRIMARY KEY, p couple);
