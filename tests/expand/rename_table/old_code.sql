INSERT INTO item VALUES (2, 'two');
UPDATE item SET title = 'ONE' WHERE id = 1;
