CREATE TABLE a (id int PRIMARY KEY, x text, y text);
CREATE INDEX a_x_idx ON a (x);
COMMENT ON INDEX a_x_idx IS 'Find it';
