CREATE TABLE todo (id int PRIMARY KEY, owner text, title text, done boolean);
