INSERT INTO person (id) VALUES (2);
UPDATE person SET email = 'none' WHERE id = 1;
