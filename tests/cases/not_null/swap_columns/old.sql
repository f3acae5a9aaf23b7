CREATE TABLE todo (a int NOT NULL, b text NOT NULL);
