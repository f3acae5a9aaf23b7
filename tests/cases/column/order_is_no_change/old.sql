CREATE TABLE todo (id int PRIMARY KEY, a text, b text);
