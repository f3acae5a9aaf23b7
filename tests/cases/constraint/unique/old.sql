CREATE TABLE a (id int PRIMARY KEY, x text, y text, z text, UNIQUE (x));
