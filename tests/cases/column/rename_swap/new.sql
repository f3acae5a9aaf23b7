CREATE TABLE pair (a text, b text);
