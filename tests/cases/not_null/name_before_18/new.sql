CREATE TABLE todo (id int PRIMARY KEY, title text CONSTRAINT titled NOT NULL);
