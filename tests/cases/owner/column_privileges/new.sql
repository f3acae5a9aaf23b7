CREATE TABLE t (id int, a text);
GRANT SELECT (id) ON t TO tw_reader;
