CREATE TABLE todo (id int PRIMARY KEY, title text NOT NULL UNIQUE, done boolean);
CREATE PUBLICATION p FOR TABLE todo (id);
