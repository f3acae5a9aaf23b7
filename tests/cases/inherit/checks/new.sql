CREATE TABLE a (x integer, CONSTRAINT added CHECK (x > -1));
CREATE TABLE b () INHERITS (a);
