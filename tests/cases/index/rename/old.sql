CREATE TABLE a (id int PRIMARY KEY, x text);
CREATE INDEX a_x_idx ON a (x);
