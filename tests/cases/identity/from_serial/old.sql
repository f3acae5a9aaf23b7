CREATE TABLE a (id serial PRIMARY KEY, title text);
