CREATE TABLE a (id integer PRIMARY KEY WITH (fillfactor = 70), x integer UNIQUE INCLUDE (id));
