CREATE TABLE a (x integer, CONSTRAINT a_x CHECK (x > 0));
CREATE TABLE b (y integer);
CREATE TABLE c (x integer, y integer) INHERITS (b);
