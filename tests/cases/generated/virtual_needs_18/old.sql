CREATE TABLE post (id int PRIMARY KEY, title text);
