CREATE TABLE todo (a int NOT NULL);
