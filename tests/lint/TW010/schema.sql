CREATE TABLE person (id bigint PRIMARY KEY, name varchar(50) NOT NULL, tags varchar(20)[]);
