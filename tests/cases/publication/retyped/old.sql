CREATE TABLE t (a integer PRIMARY KEY, b integer, c text);
CREATE PUBLICATION p FOR TABLE t (a, b);
