CREATE TABLE todo (id int PRIMARY KEY, title text, note text);
CREATE TABLE gone (x int);
