CREATE TABLE todo (id int PRIMARY KEY, title text NOT NULL, "userId" int);
CREATE INDEX todo_title_idx ON todo (title);
