CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE VIEW v WITH (security_barrier = true) AS SELECT id FROM a;
