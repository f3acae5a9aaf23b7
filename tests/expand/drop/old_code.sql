INSERT INTO todo VALUES (2, 'b', 'y', 2);
INSERT INTO draft VALUES (2, 2, 1);
SELECT kind FROM kinds;
SELECT old_one();
