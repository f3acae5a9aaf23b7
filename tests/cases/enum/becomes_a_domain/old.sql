CREATE TYPE code AS ENUM ('a');
CREATE TABLE t (id int PRIMARY KEY, code code);
