CREATE TABLE a (id integer PRIMARY KEY, x integer, UNIQUE (x) WITH (fillfactor = 80), EXCLUDE USING btree (id WITH =) WITH (fillfactor = 60));
CREATE TABLE b (id integer PRIMARY KEY WITH (fillfactor = 90));
