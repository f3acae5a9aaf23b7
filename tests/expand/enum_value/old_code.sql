INSERT INTO todo VALUES (3, 'new');
