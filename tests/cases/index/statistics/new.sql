CREATE TABLE a (x text, y text);
CREATE INDEX a_lower ON a (lower(x));
ALTER INDEX a_lower ALTER COLUMN 1 SET STATISTICS 1000;
CREATE INDEX a_upper ON a (x, upper(y));
CREATE INDEX a_new ON a (upper(x), lower(y));
ALTER INDEX a_new ALTER COLUMN 2 SET STATISTICS 10;
