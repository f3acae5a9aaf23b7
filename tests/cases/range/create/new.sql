CREATE TYPE floatrange AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = floats);
CREATE TABLE t (id integer PRIMARY KEY, r floatrange DEFAULT '[0,1)'::floatrange, m floats);
