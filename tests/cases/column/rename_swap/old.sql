CREATE TABLE pair (a text, b int);
