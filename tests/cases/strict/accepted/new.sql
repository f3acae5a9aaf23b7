CREATE TABLE todo (id int PRIMARY KEY, title varchar(20));
