CREATE TABLE todo (a text NOT NULL, b int NOT NULL);
