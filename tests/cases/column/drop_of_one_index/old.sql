CREATE TABLE a (id bigint PRIMARY KEY, x int, y int, z int, UNIQUE (y, z));
CREATE INDEX ON a (x, y);
CREATE INDEX ON a (z, x);
