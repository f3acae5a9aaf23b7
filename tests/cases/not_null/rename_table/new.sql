-- @renamed from=task
CREATE TABLE todo (id int PRIMARY KEY, title text NOT NULL, own text CONSTRAINT mine NOT NULL);
