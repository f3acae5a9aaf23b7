INSERT INTO person (id, born, email, nick) VALUES (3, '2001-01-01', 'a@b', 'c');
