INSERT INTO todo (title, state, extra) VALUES ('one', 'open', '{"a": 1}'), ('two', 'done', NULL);
