CREATE TABLE todo (id int PRIMARY KEY, title text, done boolean);
CREATE TABLE tag (id int PRIMARY KEY, label text, colour text);
