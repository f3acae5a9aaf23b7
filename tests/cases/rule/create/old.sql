CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean);
CREATE TABLE log (id int, what text);
