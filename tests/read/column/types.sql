CREATE EXTENSION vector;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (
    a bool, b "char", c char, d character(3), e character varying (20), f varchar, g text, h bpchar,
    i int2, j integer, k bigint, l real, m float8, n double precision, o float(24), p dec, q numeric(10, 2),
    r numeric(3, -2), s bit, t bit(8), u bit varying(5), v varbit,
    w timestamp (3) with time zone, x timestamptz, y timestamp without time zone, z time(0),
    aa timetz, ab interval, ac interval day to second(3), ad interval year, ae national character varying(9),
    af int ARRAY[3], ag int[][], ah text ARRAY, ai pg_catalog.int4, aj pg_catalog."char", ak public.vector(384),
    al halfvec(3), am sparsevec(10), an mood, ao mood[], ap public.mood, aq uuid, ar json, as_ jsonb, at_ bytea, au date,
    av inet, aw cidr, ax macaddr, ay money, az xml, ba tsvector, bb tsquery, bc point, bd int4range,
    be tstzmultirange, bf oid, bg pg_lsn, bh name, bi regclass, bj "text", bk character varying(3)[] ,
    bl int8 [ 4 ], bm time (2) with time zone
);
