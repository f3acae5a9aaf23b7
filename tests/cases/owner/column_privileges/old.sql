CREATE TABLE t (id int, a text);
ALTER TABLE t OWNER TO tw_writer;
GRANT SELECT (id) ON t TO tw_reader;
