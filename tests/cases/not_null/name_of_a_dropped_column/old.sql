CREATE TABLE request (id int, token_encrypted text NOT NULL);
