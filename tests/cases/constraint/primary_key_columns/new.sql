CREATE TABLE a (id int NOT NULL, b int NOT NULL, PRIMARY KEY (id, b));
