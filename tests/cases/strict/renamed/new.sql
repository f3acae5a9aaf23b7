CREATE TABLE todo (id int PRIMARY KEY, name text);
