CREATE TABLE a (id int PRIMARY KEY, x text, y text);
CREATE UNIQUE INDEX a_y_idx ON a USING btree (y DESC NULLS LAST, lower(x) text_pattern_ops) INCLUDE (id) NULLS NOT DISTINCT WITH (fillfactor = 70) WHERE x <> '';
COMMENT ON INDEX a_y_idx IS 'Find it';
