CREATE TABLE todo (b text, a text, id int PRIMARY KEY);
