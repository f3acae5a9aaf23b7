CREATE TABLE a (x text, y text);
CREATE INDEX a_lower ON a (lower(x));
CREATE INDEX a_upper ON a (x, upper(y));
ALTER INDEX a_upper ALTER COLUMN 2 SET STATISTICS 100;
