CREATE TABLE todo (id int PRIMARY KEY, name text, heading text, done boolean);
CREATE TABLE label (id int PRIMARY KEY, label text, colour text);
