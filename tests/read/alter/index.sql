CREATE TABLE t (a int CONSTRAINT k PRIMARY KEY, b int);
CREATE INDEX i ON t (b) WITH (fillfactor = 50);
ALTER INDEX i RENAME TO j;
ALTER INDEX j SET (fillfactor = 70, deduplicate_items = off);
ALTER INDEX IF EXISTS j RESET (deduplicate_items);
ALTER INDEX j SET TABLESPACE fast;
ALTER INDEX k RENAME TO key;
ALTER INDEX IF EXISTS nothing RENAME TO x;
