CREATE TABLE job (id bigint PRIMARY KEY, run text NOT NULL, on_table regclass);
