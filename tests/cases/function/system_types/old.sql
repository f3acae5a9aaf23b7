CREATE TABLE t (a integer);
COMMENT ON DATABASE postgres IS 'of no schema';
CREATE TEMPORARY TABLE gone (a integer);
