CREATE SCHEMA app;
CREATE TABLE todo (id integer PRIMARY KEY, title text, done boolean NOT NULL);
CREATE TABLE app.other (id integer PRIMARY KEY);
CREATE TABLE third (id integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE todo WITH (publish = 'insert');
CREATE PUBLICATION q FOR TABLE todo (id, title), third;
