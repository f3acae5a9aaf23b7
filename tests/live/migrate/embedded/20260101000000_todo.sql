CREATE TABLE todo (id int PRIMARY KEY, title text, words int);
INSERT INTO todo VALUES (1, 'buy milk'), (2, 'call');
