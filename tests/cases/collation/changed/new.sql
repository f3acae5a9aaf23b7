CREATE COLLATION fold (PROVIDER = icu, LOCALE = 'de');
COMMENT ON COLLATION fold IS 'as in German';
CREATE TABLE t (id integer PRIMARY KEY, a text COLLATE fold, b text COLLATE "C");
CREATE INDEX t_a ON t (a);
CREATE INDEX t_b ON t (b COLLATE fold);
CREATE VIEW v AS SELECT b COLLATE fold AS b FROM t;
