CREATE TABLE todo (id int PRIMARY KEY, title text NOT NULL);
