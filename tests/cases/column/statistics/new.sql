CREATE TABLE a (x text, y integer);
ALTER TABLE a ALTER x SET STATISTICS 500, ALTER y SET (n_distinct_inherited = -0.5), ALTER x SET (n_distinct = 5);
CREATE TABLE b (x text);
ALTER TABLE b ALTER x SET STATISTICS 0;
