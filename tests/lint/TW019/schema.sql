CREATE TABLE job (id bigint PRIMARY KEY, run regproc NOT NULL, dictionary regdictionary);
