CREATE TABLE model (a int NOT NULL);
