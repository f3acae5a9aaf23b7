CREATE TABLE a (id int PRIMARY KEY, x int CHECK (x > 0));
