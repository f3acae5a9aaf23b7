INSERT INTO person VALUES (1, NULL, '2000-01-01', 'nobody');
