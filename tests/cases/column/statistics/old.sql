CREATE TABLE a (x text, y integer);
ALTER TABLE a ALTER y SET STATISTICS 100, ALTER y SET (n_distinct = 5);
