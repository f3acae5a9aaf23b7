CREATE TABLE sticky (id serial CONSTRAINT kept_pkey PRIMARY KEY, a integer);
