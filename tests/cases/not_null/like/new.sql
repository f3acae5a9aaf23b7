CREATE TABLE model (a int NOT NULL);
CREATE TABLE copy (LIKE model);
