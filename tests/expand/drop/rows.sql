INSERT INTO team VALUES (1), (2);
INSERT INTO todo VALUES (1, 'a', 'x', 1, 2);
INSERT INTO draft VALUES (1, 1, 1);
