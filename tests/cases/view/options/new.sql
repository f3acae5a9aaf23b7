CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE VIEW v WITH (check_option = local) AS SELECT id FROM a;
