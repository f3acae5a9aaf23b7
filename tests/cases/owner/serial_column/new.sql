CREATE TABLE t (a int, b serial, c int);
CREATE SEQUENCE counted OWNED BY t.c;
CREATE SEQUENCE free OWNED BY t.a;
ALTER TABLE t OWNER TO tw_owner;
CREATE TABLE u (a serial);
ALTER TABLE u OWNER TO tw_owner;
