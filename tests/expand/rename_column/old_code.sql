INSERT INTO todo (title) VALUES ('three');
INSERT INTO todo (title, state, extra) VALUES ('four', 'done', '{}');
UPDATE todo SET title = 'ONE', extra = '{"b": 2}' WHERE title = 'one';
