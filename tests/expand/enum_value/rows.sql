INSERT INTO todo VALUES (1, 'new'), (2, 'gone');
