CREATE TABLE a (id int NOT NULL, b int NOT NULL, CONSTRAINT a_key UNIQUE (id));
CREATE TABLE c (a_id int REFERENCES a (id));
