CREATE TABLE todo (id integer PRIMARY KEY, title text) WITH (fillfactor = 70, autovacuum_enabled = false);
CREATE TABLE plain (a integer);
