CREATE TABLE gone (id int PRIMARY KEY);
CREATE TABLE todo (id int PRIMARY KEY, title varchar(50), note bytea);
