INSERT INTO todo (name) VALUES ('five');
INSERT INTO todo (name, status, more) VALUES ('six', 'done', '[]');
UPDATE todo SET name = 'TWO', status = 'open' WHERE name = 'two';
UPDATE todo SET more = NULL WHERE name = 'four';
