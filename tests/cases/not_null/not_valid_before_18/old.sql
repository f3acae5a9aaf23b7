CREATE TABLE todo (a int);
