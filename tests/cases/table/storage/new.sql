CREATE TABLE todo (id integer PRIMARY KEY, title text) WITH (fillfactor = 80, toast.autovacuum_enabled = off);
CREATE TABLE plain (a integer);
ALTER TABLE plain SET (parallel_workers = 2);
