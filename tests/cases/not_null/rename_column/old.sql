CREATE TABLE todo (a int NOT NULL, b int NOT NULL);
