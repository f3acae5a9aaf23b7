CREATE TABLE request (id int, token text CONSTRAINT request_token_encrypted_not_null NOT NULL);
